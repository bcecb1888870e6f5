// Runs before the first paint: a classic script, because a module would be too late.
(function () {
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('huella.appearance') || '{}');
  } catch {
    kept = {};
  }
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.style.fontSize = (kept.textSize || 100) + '%';
  if (kept.language) root.lang = kept.language === 'en' ? 'en' : 'es-MX';
})();
