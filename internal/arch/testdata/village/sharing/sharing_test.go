package sharing_test

import (
	_ "example.org/village/auth"
)
