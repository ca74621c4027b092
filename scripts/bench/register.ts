export const PLATFORM = "acme";

/** Whose models the made decisions choose between. */
export const OWNERS: Record<string, string[]> & { acme: string[] } = {
  acme: ["acme-one", "acme-two"],
  zeta: ["zeta-large", "zeta-small"],
  eta: ["eta-pro"],
  theta: ["theta-7b"],
};

/** A document for the register's import in which every model of the made decisions has an owner. */
export const registerOf = () => ({
  parties: Object.keys(OWNERS).map((key) => ({
    key,
    name: key,
    kinds: [key === PLATFORM ? "platform" : "partner"],
  })),
  segments: [{ key: "models", name: "Models" }],
  products: Object.entries(OWNERS).map(([owner, models]) => ({
    key: owner,
    owner,
    name: owner,
    segments: ["models"],
    models: models.map((name) => ({ name })),
  })),
});
