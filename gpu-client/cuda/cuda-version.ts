/** The CUDA release that a PTX version came with, as far as that is known. */
export function cudaOfPtx(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major >= 7) return `${major + 4}.${minor}`
  if (major === 6 && minor >= 3) return `10.${minor - 3}`
  return `that has PTX ${version}`
}

/** 13000 is 13.0. */
export function formatCudaVersion(version: number): string {
  return `${Math.floor(version / 1000)}.${Math.floor((version % 1000) / 10)}`
}
