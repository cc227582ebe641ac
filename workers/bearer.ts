const BEARER = /^Bearer +(\S+)$/i

/** The token of an `Authorization` header; undefined where it is none. Source: RFC 6750. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return BEARER.exec(authorization ?? '')?.[1]
}
