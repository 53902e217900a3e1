// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { cellsOfClipboard, cellsOfHtml } from './clipboardRows.ts';

test('a cell merged over rows stands in each of them, over columns in the first', () => {
  const html = `<html><body><p>Kính gửi</p><table>
    <tr><td colspan=3><b>Thứ hai</b></td></tr>
    <tr><td rowspan=2>Thứ ba<br>24/11</td><td>8h</td><td><p>Họp</p><p>giao
      ban</p></td></tr>
    <tr><td>9h</td><td>&nbsp;Tiếp&nbsp;dân</td></tr>
    <tr height=0><td></td><td></td><td></td></tr></table></body></html>`;
  expect(cellsOfHtml(html)).toEqual([
    ['Thứ hai', '', ''],
    ['Thứ ba\n24/11', '8h', 'Họp\ngiao ban'],
    ['Thứ ba\n24/11', '9h', 'Tiếp dân'],
  ]);
});

test('only text comes out: no script, style, formula or field runs or stays as markup', () => {
  const html = `<table><tr><td><style>td{}</style><script>alert(1)</script>=1+1<img src=x onerror=alert(1)>
    <o:p></o:p><!--[if gte mso 9]><xml>y</xml><![endif]--></td><td>&lt;b&gt;a&lt;/b&gt;</td></tr></table>`;
  expect(cellsOfHtml(html)).toEqual([['=1+1', '<b>a</b>']]);
});

test('a table in a cell is the text of that cell, a span without end ends with the table', () => {
  expect(cellsOfHtml('<table><tr><td>a<table><tr><td>b</table><td rowspan=9999 colspan=99999>c')).toHaveLength(1);
  expect(cellsOfHtml('<table><tr><td>a<table><tr><td>b</table><td>c')).toEqual([['a\nb', 'c']]);
});

test('where no table was copied the text is read', () => {
  const data = (html: string, text: string) => ({ getData: (type: string) => (type === 'text/html' ? html : text) });
  expect(cellsOfClipboard(data('<p>8h họp</p>', '8h họp'))).toEqual([['8h họp']]);
  expect(cellsOfClipboard(data('', 'a\tb\r\nc\td'))).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(cellsOfClipboard(data('', ''))).toEqual([]);
});
