package dbtest

import (
	_ "github.com/jackc/pgx/v5"
)
