package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
)

// maxKey is how long an idempotency key may be.
const maxKey = 100

// once makes a change that a caller asks for under a key of its own, in the transaction of the change. The same key with the
// same request again answers as before and changes nothing, so that who got no answer may ask again. With another request
// it is refused: the caller has mixed up two changes. A change that fails leaves its key free.
//
// do returns what is answered: ids and other things that are no personal data, as the answer is kept.
func once[T any](t *Tx, operation, key string, request any, by audit.Entry, do func() (T, error)) (T, error) {
	var answer T
	if key == "" || len(key) > maxKey || strings.ContainsRune(key, 0) || !utf8.ValidString(key) {
		return answer, models.Refuse(models.Invalid, "idempotencyKey must have from 1 to 100 characters: make a new one for each change")
	}
	asked, err := t.requestHash(operation, request, by.Actor)
	if err != nil {
		return answer, err
	}
	var made []struct{ Request, Response string }
	if err := t.scan(&made, "SELECT request, response FROM mutations WHERE subject = ? AND key = ?", by.Actor.Subject, key); err != nil {
		return answer, err
	}
	if len(made) > 0 {
		if made[0].Request != asked {
			return answer, models.Refuse(models.Conflict, "that idempotencyKey was used for another change: make a new one for each change")
		}
		return answer, json.Unmarshal([]byte(made[0].Response), &answer)
	}
	if answer, err = do(); err != nil {
		return answer, err
	}
	kept, err := json.Marshal(answer)
	if err != nil {
		return answer, err
	}
	return answer, t.exec("INSERT INTO mutations (subject, key, operation, request, response, at) VALUES (?, ?, ?, ?, ?, ?)",
		by.Actor.Subject, key, operation, asked, string(kept), by.At)
}

// requestHash is of what is asked, and as whom. It is keyed: a plain one of a short request could be found by trying.
func (t *Tx) requestHash(operation string, request any, by audit.Actor) (string, error) {
	secret, err := t.secret("requests")
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(request)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "request/1 %q %q %q %q %q", operation, by.Role, by.ActsAs, by.Org, body)
	return hex.EncodeToString(mac.Sum(nil)), nil
}
