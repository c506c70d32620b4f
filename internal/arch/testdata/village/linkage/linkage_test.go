package linkage

import (
	_ "example.org/village/feeds"
	_ "example.org/village/store"
	_ "gorm.io/gorm"
)
