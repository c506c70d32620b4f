package server

import (
	_ "example.org/village/graph"
	_ "example.org/village/graph/generated"
	_ "example.org/village/models"
	_ "example.org/village/store"
	_ "example.org/village/web"
)
