package bench

import (
	_ "example.org/village/internal/dbtest"
	_ "example.org/village/server"
)
