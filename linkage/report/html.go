package report

import (
	"embed"
	"html/template"
	"io"

	"thrivingfamilies.example/hub/linkage/quality"
)

//go:embed page.html charts.html style.css
var files embed.FS

// pages are the templates. The style sheet is ours, and goes in as it is.
var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"style": func() (template.CSS, error) {
		text, err := files.ReadFile("style.css")
		return template.CSS(text), err //nolint:gosec // G203: a file of this package
	},
	"whole": whole, "rows": func(n int) string { return whole(int64(n)) }, "counted": counted, "percent": percent, "mark": mark,
	"chance": chance, "oneIn": oneIn, "range95": range95, "upper": upper, "minus": signed, "bits": bits, "noHomes": func() string { return noHomes }, "untold": func() string { return untold },
	"hundredths": func(x float64) string { return signed(decimals(x, 2)) }, "bin": number, "bySize": bySize,
	"sentence": func(f Fit) string { return f.String() },
	"thin":     func(curve []quality.Point) []quality.Point { return quality.Thin(curve, 25) },
}).ParseFS(files, "page.html", "charts.html"))

// drawn is a page with its charts.
type drawn struct {
	Page
	Bars       []bars // of each comparison
	RuleBars   *bars
	Histogram  *histogram
	Likelihood *lines
	Thresholds *lines
	Tradeoff   *lines
}

// HTML writes the page as one HTML file.
func HTML(w io.Writer, p Page) error {
	return pages.ExecuteTemplate(w, "page.html", drawn{
		p, p.weightBars(), p.ruleBars(), p.histogram(), p.likelihood(), p.thresholds(), p.tradeoff(),
	})
}
