package linkage

import (
	_ "example.org/village/models"
	_ "gorm.io/gorm"
)
