// What is written here may name people, and the headers hold a token: both are gone when the page is closed.
const kept = new Map();
const storage = {
  get length() { return kept.size; },
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => { kept.set(key, value); },
  removeItem: (key) => { kept.delete(key); },
  clear: () => kept.clear(),
};

const place = document.getElementById("graphiql");
const ask = GraphiQL.createFetcher({ url: "/graphql" });
// The schema is asked for before there is an editor of headers.
const fetcher = (operation, options) => ask(operation, { headers: JSON.parse(place.dataset.headers), ...options });
ReactDOM.createRoot(place).render(React.createElement(GraphiQL, {
  fetcher,
  storage,
  shouldPersistHeaders: false,
  headers: place.dataset.headers,
  defaultEditorToolsVisibility: "headers",
  defaultQuery: "# What you may ever use is in the documentation, at the left.\n{\n  viewer { role purpose fields changes }\n}\n",
}));
