// Runs before everything else: a classic script, because a module would be too late.
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

  // What the first screen shows, asked for while the page is read. Without an answer the page asks again itself.
  var core = window.__TAURI_INTERNALS__;
  if (!core) return;
  var status = core.invoke('session_status');
  var day = status
    .then(function (found) {
      var isShown = ['', '#', '#/'].indexOf(location.hash) >= 0;
      if (isShown && found.clinic && found.clinic.settings.startScreen !== 'dashboard') return core.invoke('today_get');
    })
    .catch(function () {});
  window.begun = { status: status, day: day };
})();
