package identifier

import (
	_ "strings"
)
