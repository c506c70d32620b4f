package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// readable sees that the body of a POST is one GraphQL request as JSON, and leaves it to be read again. The library would
// repeat in its error what it could not read, and that may be personal.
func readable(req *http.Request) error {
	if req.Method != http.MethodPost {
		return nil
	}
	body, err := io.ReadAll(req.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return errors.New("the request's body is too large: send less at a time")
	case err != nil:
		return errors.New("the request's body could not be read to its end")
	}
	var request struct {
		Query         string          `json:"query"`
		OperationName string          `json:"operationName"`
		Variables     map[string]any  `json:"variables"`
		Extensions    json.RawMessage `json:"extensions"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return errors.New(`the request's body must be one JSON object such as {"query": "{ viewer { role } }"}`)
	}
	if request.Query == "" {
		return errors.New("the request's body holds no query")
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}
