package auth

import (
	_ "errors"
	_ "example.org/village/models"
)
