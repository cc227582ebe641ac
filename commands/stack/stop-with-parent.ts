// Loaded into a program that knows nothing of its parent: when the parent is gone, so is its group.
process.on('disconnect', () => {
  process.kill(-process.pid, 'SIGTERM')
})
