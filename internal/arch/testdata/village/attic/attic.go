package attic

import (
	_ "errors"
)
