// Runs before the first paint, so that the page never flashes in the wrong theme.
try {
  document.documentElement.dataset.theme = localStorage.getItem('console.theme') ?? 'system'
} catch {
  // Storage is not allowed: use the theme of the system.
}
