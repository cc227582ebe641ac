/** JSON-RPC error codes of Solana nodes. */
export const RPC_CODES = {
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  parse: -32700,
  invalidRequest: -32600,
  simulationFailed: -32002,
  signatureFailure: -32003,
  unsupportedVersion: -32015,
} as const

/** An answer of the node's that is an error; everything else that is thrown is a fault. */
export class RpcError extends Error {
  readonly code: number
  readonly data: object | undefined

  constructor(code: keyof typeof RPC_CODES, message: string, data?: object) {
    super(message)
    this.name = 'RpcError'
    this.code = RPC_CODES[code]
    this.data = data
  }
}
