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

  var core = window.__TAURI_INTERNALS__;
  if (!core) return;

  // The words of its language are read before the page asks for them.
  import('/words/' + (kept.language === 'en' ? 'en' : 'es') + '.js').catch(function () {});

  // Which clinic is open the host says with this file where it knows; else it is asked while the page is read. Without
  // an answer the page asks again itself.
  var known = window.begun && window.begun.known;
  window.begun = known ? { known: known } : { status: core.invoke('session_status') };
})();
