package tools

import (
	_ "example.org/village/server"
)
