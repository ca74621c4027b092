import type { JsonValue } from "../json";

/** Stands for what people wrote and models answered: no result may hold it. */
export const SECRET = "private-words-7f3a91";

export const messages: JsonValue = [{ role: "user", content: SECRET }];
export const choices: JsonValue = [{ index: 0, message: { role: "assistant", content: SECRET } }];
