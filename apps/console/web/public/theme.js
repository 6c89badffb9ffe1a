// Runs before the page is drawn, so that the chosen theme is there from the first picture on.
try {
  document.documentElement.dataset.theme = localStorage.getItem('console.theme') ?? 'system'
} catch {
  // Storage is refused: the system's theme.
}
