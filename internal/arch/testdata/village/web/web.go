package web

import (
	_ "example.org/village/auth"
)
