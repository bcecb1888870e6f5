// Runs before everything else, out of the page itself: a module or a file would be too late.
(function () {
  // Which clinic is open, and what it shows first, the host writes into the page where it knows; else it is asked while
  // the rest is read. Without an answer the page asks again itself.
  var told = document.getElementById('told');
  var core = window.__TAURI_INTERNALS__;
  var begun = told && told.textContent ? JSON.parse(told.textContent) : core ? { status: core.invoke('session_status') } : {};
  window.begun = begun;

  // Theme, text size and language, so that the first paint is already right: the clinic's, or those of the last time. The
  // engine takes longer to look up what a page kept than to read the page.
  var look = begun.known && begun.known.clinic && begun.known.clinic.settings;
  try {
    look = look || JSON.parse(localStorage.getItem('huella.appearance') || '{}');
  } catch {
    look = {};
  }
  begun.look = look;
  var root = document.documentElement;
  var dark = look.theme === 'dark' || (look.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.style.fontSize = (look.textSize || 100) + '%';
  root.lang = look.language === 'en' ? 'en' : 'es-MX';

  // The words of its language are read before the page asks for them.
  import('/words/' + (look.language === 'en' ? 'en' : 'es') + '.js').catch(function () {});
})();
