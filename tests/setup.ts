/** A test that prints an error or a warning has seen something go wrong: it fails. */
const complaints: string[] = [];

function listen(method: "error" | "warn"): void {
  console[method] = (...values: unknown[]) => {
    complaints.push(`console.${method}: ${values.map(String).join(" ")}`);
  };
}

beforeEach(() => {
  complaints.length = 0;
  listen("error");
  listen("warn");
});

afterEach(() => {
  if (complaints.length > 0) throw new Error(`The test printed:\n${complaints.join("\n")}`);
});
