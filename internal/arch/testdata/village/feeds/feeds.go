package feeds

import (
	_ "example.org/village/linkage"
)
