// Runs before everything else, out of the page itself: a module or a file would be too late.
(function () {
  // The chosen theme and text size, so that the first paint is already right.
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

  var core = window.__TAURI_INTERNALS__;
  if (!core) return;

  // The words of its language are read before the page asks for them.
  import('/words/' + (kept.language === 'en' ? 'en' : 'es') + '.js').catch(function () {});

  // Which clinic is open, and what it shows first, the host writes into the page where it knows; else it is asked while
  // the rest is read. Without an answer the page asks again itself.
  var told = document.getElementById('told');
  window.begun = told && told.textContent ? JSON.parse(told.textContent) : { status: core.invoke('session_status') };
})();
