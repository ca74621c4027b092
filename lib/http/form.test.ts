import { describe, expect, it } from "vitest";
import { fileResponse, readForm } from "./form";

const LIMIT = 1024;

const post = (parts: [string, string | File][]): Request => {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return new Request("http://localhost/", { method: "POST", body: form });
};
const file = (content: BlobPart, name = "proof.pdf", type = "application/pdf") =>
  new File([content], name, { type });

describe("a form with a file", () => {
  it("is read into words and the file, byte for byte", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    const { fields, file: sent } = await readForm(
      post([
        ["note", "What it shows: ü"],
        ["file", file(bytes, "prüfung.pdf")],
      ]),
      LIMIT,
    );
    expect(fields).toEqual({ note: "What it shows: ü" });
    expect([sent.name, sent.media_type]).toEqual(["prüfung.pdf", "application/pdf"]);
    expect(sent.content).toEqual(bytes);
  });

  it.each([
    ["no form at all", new Request("http://localhost/", { method: "POST", body: "{}" }), 415],
    [
      "another body than it says",
      new Request("http://localhost/", {
        method: "POST",
        body: "nothing of the kind",
        headers: { "content-type": "multipart/form-data; boundary=x" },
      }),
      400,
    ],
    ["no file", post([["note", "Words alone."]]), 422],
    ["a text in place of the file", post([["file", "text"]]), 422],
    [
      "two files",
      post([
        ["file", file("a")],
        ["file", file("b")],
      ]),
      422,
    ],
    [
      "a word twice",
      post([
        ["note", "a"],
        ["note", "b"],
        ["file", file("a")],
      ]),
      422,
    ],
    ["a file under another name", post([["other", file("a")]]), 422],
    [
      "the character NUL",
      post([
        ["note", "a\u0000b"],
        ["file", file("a")],
      ]),
      422,
    ],
    ["too large a file", post([["file", file(new Uint8Array(LIMIT + 1))]]), 413],
    ["far too large a file", post([["file", file(new Uint8Array(LIMIT + 100_000))]]), 413],
  ])("is refused with %s", async (_, request, status) => {
    await expect(readForm(request, LIMIT)).rejects.toMatchObject({ status });
  });

  it("says of a type that is none that it is bytes", async () => {
    const { file: sent } = await readForm(post([["file", file("a", "a.bin", "what/ever/this is")]]), LIMIT);
    expect(sent.media_type).toBe("application/octet-stream");
  });
});

describe("a file of somebody's", () => {
  it("goes out also under a name with half of a surrogate pair", () => {
    const answer = fileResponse({ name: "a\uD83D.pdf", content: new Uint8Array(1) });
    expect(answer.headers.get("content-disposition")).toMatch(/filename\*=UTF-8''a%EF%BF%BD\.pdf$/);
  });

  it("goes out as a download that no browser runs, by its name", async () => {
    const answer = fileResponse({ name: 'a "b"\r\nprüf.html', content: new TextEncoder().encode("<b>") });
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "application/octet-stream",
      "content-length": "3",
      "content-disposition": `attachment; filename="a _b___pr_f.html"; filename*=UTF-8''a%20%22b%22%0D%0Apr%C3%BCf.html`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
    });
    expect(await answer.text()).toBe("<b>");
  });
});
