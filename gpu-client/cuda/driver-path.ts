/** What the system finds the driver by. In a file of its own: whoever names it need not load koffi. */
export const DRIVER_DEFAULT = process.platform === 'win32' ? 'nvcuda.dll' : 'libcuda.so.1'
