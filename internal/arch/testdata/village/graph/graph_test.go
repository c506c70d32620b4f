package graph

import (
	_ "example.org/village/internal/dbtest"
	_ "example.org/village/store"
)
