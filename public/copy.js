// The copy buttons of readers' pages. On plain http there is no navigator.clipboard: the line is selected and copied by
// the browser, or by hand. Without this file the line is there to be selected all the same.
(function () {
  document.documentElement.classList.add('scripted');
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('[data-copy]');
    if (!button) return;
    var range = document.createRange();
    range.selectNodeContents(document.getElementById(button.getAttribute('data-copy')));
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    var copied = document.execCommand('copy');
    var status = button.closest('section').querySelector('[role="status"]');
    if (status) status.textContent = button.getAttribute(copied ? 'data-copied' : 'data-by-hand');
  });
})();
