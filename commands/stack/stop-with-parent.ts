// Loaded into a program that knows nothing of its parent: when the parent is gone, so is its group.
const stop = () => process.kill(-process.pid, 'SIGTERM')
process.on('disconnect', stop)
if (process.connected === false) stop()
