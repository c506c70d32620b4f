package graph

import (
	_ "example.org/village/graph/generated"
	_ "example.org/village/linkage"
	_ "example.org/village/store"
	_ "example.org/village/web"
)
