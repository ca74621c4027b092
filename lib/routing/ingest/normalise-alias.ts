/** Case and surrounding blanks do not tell a router's aliases apart. */
export const normaliseAlias = (name: string): string => name.trim().toLowerCase();
