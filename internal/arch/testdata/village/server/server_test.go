package server

import (
	_ "example.org/village/internal/dbtest"
	_ "gorm.io/gorm"
)
