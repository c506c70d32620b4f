package sharing

import (
	_ "example.org/village/identifier"
	_ "example.org/village/models"
)
