// <script src="…/embed.js" data-calendar="board" async></script> puts the schedule where it stands.
// Also: data-nguoi (a person), data-chi="hom-nay" (today only), data-tuan="2026-W48", data-mau="a" to "e", data-nen="sang"
// or "toi", data-co="lon", data-truc="co", data-nghi="co", data-lang="en", data-title: /theo-doi writes the line. No cookie.
// Without data-calendar: <lich-cong-tac calendar="board"></lich-cong-tac> wherever it stands, with attributes of these names.
(function (script) {
  var origin = new URL(script.src).origin;
  function show(read, put) {
    var frame = document.createElement('iframe');
    var query = ['nguoi', 'chi', 'tuan', 'mau', 'nen', 'co', 'truc', 'nghi', 'lang'].map(function (name) {
      return read(name) ? name + '=' + encodeURIComponent(read(name)) + '&' : '';
    });
    frame.title = read('title') || (read('lang') === 'en' ? 'Work schedule' : 'Lịch công tác');
    frame.loading = 'lazy';
    frame.style.cssText = 'width:100%;height:640px;border:0';
    frame.src = origin + '/embed/' + encodeURIComponent(read('calendar')) + '?' + query.join('');
    addEventListener('message', function (event) {
      if (event.source === frame.contentWindow && event.origin === origin && event.data.lichCongTac > 0)
        frame.style.height = event.data.lichCongTac + 'px';
    });
    put(frame);
  }
  if (script.dataset.calendar)
    show(
      function (name) {
        return script.dataset[name];
      },
      function (frame) {
        script.after(frame);
      },
    );
  if (window.customElements && !customElements.get('lich-cong-tac'))
    customElements.define(
      'lich-cong-tac',
      class extends HTMLElement {
        connectedCallback() {
          if (this.shadowRoot) return;
          this.style.display = 'block';
          show(this.getAttribute.bind(this), (frame) => this.attachShadow({ mode: 'open' }).append(frame));
        }
      },
    );
})(document.currentScript);
