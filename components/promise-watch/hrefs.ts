const part = encodeURIComponent;

/** Addresses of the promise's pages. */
export const watchHref = {
  commitment: (key: string) => `/promise/commitments/${part(key)}`,
  check: (id: string) => `/promise/checks/${part(id)}`,
  supersede: (id: string) => `/promise/checks/${part(id)}/supersede`,
  results: (check_id: string) => `/promise/checks/${part(check_id)}/results`,
  result: (check_id: string, id: string) => `/promise/checks/${part(check_id)}/results/${part(id)}`,
  finding: (code: string) => `/promise/findings/${part(code)}`,
  notice: (id: string) => `/promise/notices#${part(id)}`,
};
