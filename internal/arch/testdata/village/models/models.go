package models

import (
	_ "example.org/village/identifier"
)
