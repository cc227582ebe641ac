/** A compiled module. Opaque: workerd names its type, the types of Node have none. */
export type WasmModule = object

interface WebAssemblyApi {
  /** Synchronous. Allowed in workerd, where compiling is not. */
  Instance: new (
    module: WasmModule,
  ) => { readonly exports: unknown }
  compile(bytes: Uint8Array): Promise<WasmModule>
}

/** The part of the global that workerd and Node share; the types of Node leave it out. */
export const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: WebAssemblyApi
}
