package store

import (
	_ "example.org/village/attic"
	_ "example.org/village/bench"
	_ "example.org/village/internal/dbtest"
	_ "example.org/village/linkage"
	_ "gorm.io/gorm"
)
