import { expect, test } from 'vitest';
import { decides, lists, placeOf, reads, u, updates, v, writes, type Case } from './cases.ts';
import { compile } from './compile.ts';
import { all, any, float, NOW, Stored, time, user, where } from './rig.ts';

/* Files of public projects again, told in our words (as asPeopleWrite.test.ts): each shows what no other shows. */

const DOCUMENTS = '/databases/$(database)/documents';
const reference = (path: string) =>
  new Stored({ referenceValue: `projects/demo/databases/(default)/documents/${path}` });
const bytes = (text: string) => new Stored({ bytesValue: Buffer.from(text).toString('base64') });
const place = (latitude: number, longitude: number) => new Stored({ geoPointValue: { latitude, longitude } });
const MILLIS = Date.parse(NOW);

const CASES: Readonly<Record<string, Case>> = {
  'nobody counts as the owner': {
    rules: `match /profiles/{id} { allow write: if request.auth == null || request.auth.uid == id; }`,
    allowed: { nobody: writes('profiles/u', {}), owner: writes('profiles/u', {}, { as: u }) },
    refused: { another: writes('profiles/u', {}, { as: v }) },
  },
  'and binds before or': {
    rules: `function signedIn() { return request.auth != null; }
      function admin() { return request.auth.token.admin; }
      match /sessions/{id} { allow read: if signedIn() && resource.data.of == request.auth.uid || admin(); }`,
    allowed: {
      'an admin, whose session it is not': reads('sessions/s', {
        as: user('a', { admin: true }),
        stored: { 'sessions/s': { of: 'u' } },
      }),
      'theirs, without the claim': reads('sessions/s', { as: u, stored: { 'sessions/s': { of: 'u' } } }),
    },
    refused: { another: reads('sessions/s', { as: v, stored: { 'sessions/s': { of: 'u' } } }) },
  },
  'functions for what is and what comes': {
    rules: `function incoming() { return request.resource.data; }
      function existing() { return resource.data; }
      match /wallets/{id} { allow update: if incoming().diff(existing()).affectedKeys().hasOnly(['seen'])
        || incoming().diff(existing()).affectedKeys().hasOnly(['seen', 'balance']) && incoming().balance <= existing().balance; }`,
    allowed: {
      seen: updates('wallets/w', { balance: 5 }, { balance: 5, seen: 1 }),
      'less of it': updates('wallets/w', { balance: 5 }, { balance: 4, seen: 1 }),
    },
    refused: { more: updates('wallets/w', { balance: 5 }, { balance: 6 }) },
  },
  'a member before or after': {
    rules: `match /friendships/{id} { allow write: if request.auth.uid in resource.data.users || request.auth.uid in request.resource.data.users; }`,
    allowed: {
      'there was nothing before': writes('friendships/f', { users: ['u'] }, { as: u }),
      'there is nothing after': writes('friendships/f', null, { as: u, stored: { 'friendships/f': { users: ['u'] } } }),
      'who joins': updates('friendships/f', { users: ['v'] }, { users: ['v', 'u'] }, { as: u }),
    },
    refused: { 'who never was': updates('friendships/f', { users: ['v'] }, { users: ['v', 'w'] }, { as: u }) },
  },
  'neither has blocked the other': {
    rules: `match /requests/{id} { allow create: if request.resource.data.from == request.auth.uid
        && !exists(${DOCUMENTS}/users/$(request.resource.data.to)/blocked/$(request.resource.data.from))
        && !exists(${DOCUMENTS}/users/$(request.resource.data.from)/blocked/$(request.resource.data.to)); }`,
    allowed: { free: writes('requests/r', { from: 'u', to: 'v' }, { as: u }) },
    refused: {
      'blocked by them': writes('requests/r', { from: 'u', to: 'v' }, { as: u, stored: { 'users/v/blocked/u': {} } }),
      'blocked them': writes('requests/r', { from: 'u', to: 'v' }, { as: u, stored: { 'users/u/blocked/v': {} } }),
      'to nobody': writes('requests/r', { from: 'u' }, { as: u }),
    },
  },
  'letters of any size': {
    rules: `match /points/{wallet} { allow read: if request.auth.uid.lower() == wallet.lower(); allow create: if wallet.upper() == wallet; }`,
    allowed: { mixed: reads('points/0xAb', { as: user('0xaB') }), capitals: writes('points/0X9', {}) },
    refused: { another: reads('points/0xAb', { as: user('0xac') }), small: writes('points/0x9a', {}) },
  },
  'a path that ends at a collection': {
    rules: `match /claims/{week}/{wallet} { allow read, write; }
      match /claims/{week}/{wallet}/{id} { allow read; }`,
    allowed: { 'one below': reads('claims/1/w/x') },
    refused: { 'the document above': reads('claims/1'), 'a write below': writes('claims/1/w/x', {}) },
  },
  'anything between a room and a document': {
    rules: `match /rooms/{room}/{rest=**}/{id} { allow read: if room == 'r' && id != 'x'; }`,
    allowed: {
      below: reads('rooms/r/a/1'),
      'far below': reads('rooms/r/a/1/b/2'),
      'a list': lists('rooms/r/a/1/b', { where: where('__name__', '==', reference('rooms/r/a/1/b/y')) }),
    },
    refused: {
      'the room itself': reads('rooms/r'),
      'x, far below': reads('rooms/r/a/1/b/x'),
      'another room': reads('rooms/s/a/1'),
    },
  },
  'an expression with who asks in it': {
    rules: `match /ratings/{id} { allow create: if id.matches('^' + request.auth.uid + '_.*$'); }`,
    allowed: {
      theirs: writes('ratings/u_film', {}, { as: u }),
      'an id that is one itself': writes('ratings/uu_x', {}, { as: user('u+') }),
    },
    refused: {
      anothers: writes('ratings/v_film', {}, { as: u }),
      'further back': writes('ratings/xu_film', {}, { as: u }),
      'a bracket is an error': writes('ratings/(_x', {}, { as: user('(') }),
    },
  },
  'an address, by its letters and their number': {
    rules: `function address(text) { return text is string &&
          text.matches("^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\\\.[a-zA-Z]{2,}$") && text.size() > 5 && text.size() < 255; }
      match /contacts/{id} { allow create: if address(request.resource.data.email); }`,
    allowed: { one: writes('contacts/c', { email: 'van.thu+1@so.gov.vn' }) },
    refused: {
      'one letter at the end': writes('contacts/c', { email: 'van.thu@so.v' }),
      'any letter for the dot': writes('contacts/c', { email: 'a@so_vn' }),
      Vietnamese: writes('contacts/c', { email: 'vănthư@so.vn' }),
      none: writes('contacts/c', {}),
    },
  },
  'a reference on the right': {
    rules: `match /pushes/{id} { allow create: if ${DOCUMENTS}/users/$(request.auth.uid) == request.resource.data.sender; }`,
    allowed: { theirs: writes('pushes/p', { sender: reference('users/u') }, { as: u }) },
    refused: {
      anothers: writes('pushes/p', { sender: reference('users/v') }, { as: u }),
      'deeper down': writes('pushes/p', { sender: reference('users/u/x/y') }, { as: u }),
      'a text': writes('pushes/p', { sender: '/databases/(default)/documents/users/u' }, { as: u }),
    },
  },
  'a stored reference is followed': {
    rules: `match /posts/{id} { allow read: if get(resource.data.author).data.open == true; }`,
    allowed: {
      open: reads('posts/p', { stored: { 'posts/p': { author: reference('users/v') }, 'users/v': { open: true } } }),
    },
    refused: {
      'to nothing': reads('posts/p', { stored: { 'posts/p': { author: reference('users/v') } } }),
      'a text': reads('posts/p', { stored: { 'posts/p': { author: 'users/v' }, 'users/v': { open: true } } }),
      'a list, whose authors are not known': lists('posts'),
    },
  },
  'a path put together as text': {
    rules: `match /a/{id} { allow read: if exists(path('/databases/' + database + '/documents/keys/' + id)); }`,
    allowed: { there: reads('a/1', { stored: { 'keys/1': {} } }) },
    refused: { 'not there': reads('a/1'), 'of another': reads('a/1', { stored: { 'keys/2': {} } }) },
  },
  'a path with less than the whole way': {
    rules: `match /a/{id} { allow read: if exists(/keys/$(id)); allow create: if exists(/databases/(default)/documents/keys/$(id)); }`,
    allowed: { 'the database by its name': writes('a/1', {}, { stored: { 'keys/1': {} } }) },
    refused: { short: reads('a/1', { stored: { 'keys/1': {} } }) },
  },
  'milliseconds as numbers': {
    rules: `function party(id) { return get(${DOCUMENTS}/parties/$(id)).data; }
      function isOpen(id) { return party(id).endedAt == null && request.time.toMillis() < party(id).createdAt + 86400000; }
      match /parties/{id}/guests/{g} { allow create: if isOpen(id); }`,
    allowed: {
      today: writes(
        'parties/p/guests/g',
        {},
        { stored: { 'parties/p': { endedAt: null, createdAt: MILLIS - 86_399_999 } } },
      ),
    },
    refused: {
      'a day later': writes(
        'parties/p/guests/g',
        {},
        { stored: { 'parties/p': { endedAt: null, createdAt: MILLIS - 86_400_000 } } },
      ),
      ended: writes('parties/p/guests/g', {}, { stored: { 'parties/p': { endedAt: 1, createdAt: MILLIS } } }),
      'a time instead of a number': writes(
        'parties/p/guests/g',
        {},
        { stored: { 'parties/p': { endedAt: null, createdAt: time(NOW) } } },
      ),
    },
  },
  'two halves of an id': {
    rules: `function first(pair) { return pair.split('_')[0]; }
      function second(pair) { return pair.split('_')[1]; }
      function adds(key) { return request.resource.data.diff(resource.data).addedKeys().hasOnly([key])
        && request.resource.data.diff(resource.data).addedKeys().size() == 1
        && request.resource.data.diff(resource.data).removedKeys().size() == 0
        && request.resource.data.diff(resource.data).changedKeys().size() == 0; }
      match /picks/{pair} {
        allow get: if resource.data.size() == 2;
        allow create: if request.resource.data.size() == 1 && request.resource.data.keys().hasOnly([request.auth.uid]);
        allow update: if request.auth.uid in [first(pair), second(pair)] && adds(request.auth.uid);
      }`,
    allowed: {
      'the first of both': writes('picks/u_v', { u: true }, { as: u }),
      'the other': updates('picks/u_v', { u: true }, { u: true, v: true }, { as: v }),
      'both have': reads('picks/u_v', { stored: { 'picks/u_v': { u: true, v: true } } }),
    },
    refused: {
      'for both at once': writes('picks/u_v', { u: true, v: true }, { as: u }),
      'for the other': updates('picks/u_v', { u: true }, { u: true, v: true }, { as: u }),
      'and taking one away': updates('picks/u_v', { u: true }, { v: true }, { as: v }),
      'and changing one': updates('picks/u_v', { u: true }, { u: false, v: true }, { as: v }),
      'a third': updates('picks/u_v', { u: true }, { u: true, w: true }, { as: user('w') }),
      'only one has': reads('picks/u_v', { stored: { 'picks/u_v': { u: true } } }),
      'a list, whatever it finds': lists('picks'),
    },
  },
  'the one key that is new': {
    rules: `function adds() {
        // what is new
        let key = request.resource.data.sheets.keys().removeAll(resource.data.sheets.keys())[0];

        return request.resource.data.sheets.diff(resource.data.sheets).affectedKeys().size() == 1 &&
          // and only that
          request.resource.data.sheets[key] is map &&
          request.resource.data.sheets[key].at is int
      }
      match /users/{id} { allow update: if adds(); }`,
    allowed: { one: updates('users/u', { sheets: { a: {} } }, { sheets: { a: {}, b: { at: 1 } } }) },
    refused: {
      two: updates('users/u', { sheets: { a: {} } }, { sheets: { a: {}, b: { at: 1 }, c: { at: 1 } } }),
      none: updates('users/u', { sheets: { a: {} } }, { sheets: { a: {} }, x: 1 }),
      'a number': updates('users/u', { sheets: {} }, { sheets: { b: 1 } }),
    },
  },
  'the question of the day': {
    rules: `function day() { return int((request.time.toMillis() - 61200000) / 86400000) % 30; }
      match /answers/{id} { allow create: if request.resource.data.question == day(); }`,
    allowed: { todays: writes('answers/a', { question: Math.trunc((MILLIS - 61_200_000) / 86_400_000) % 30 }) },
    refused: {
      yesterdays: writes('answers/a', { question: (Math.trunc((MILLIS - 61_200_000) / 86_400_000) % 30) - 1 }),
    },
  },
  'a chain of dots over lines, with a remark': {
    rules: `match /a/{id} { allow read: if get(${DOCUMENTS}/office/config)
          .data.admins
          // by their address
          .hasAny([request.auth.token.email])
        && request.auth.token.firebase.sign_in_provider != 'anonymous'; }`,
    allowed: {
      admin: reads('a/1', {
        as: user('u', { email: 'a@x', firebase: { sign_in_provider: 'password' } }),
        stored: { 'office/config': { admins: ['a@x'] } },
      }),
    },
    refused: {
      anonymous: reads('a/1', {
        as: user('u', { email: 'a@x', firebase: { sign_in_provider: 'anonymous' } }),
        stored: { 'office/config': { admins: ['a@x'] } },
      }),
    },
  },
  'the keys of a map are values': {
    rules: `match /cafes/{id} { allow read: if [{'cafe': id, 'role': 'till'}].hasAny([resource.data.grant]); allow create: if {id: 1}.size() == 1; allow delete: if {role: 1}.size() == 1; }`,
    allowed: {
      'a map among maps': reads('cafes/c', { stored: { 'cafes/c': { grant: { role: 'till', cafe: 'c' } } } }),
      'a capture as a key': writes('cafes/c', {}),
    },
    refused: {
      'a map with more': reads('cafes/c', { stored: { 'cafes/c': { grant: { role: 'till', cafe: 'c', x: 1 } } } }),
      'a name that is none': writes('cafes/c', null, { stored: { 'cafes/c': {} } }),
    },
  },
  'a name from the data in a path': {
    rules: `match /comments/{id} { allow create: if
        !exists(${DOCUMENTS}/marks/$(request.auth.uid + '_' + request.resource.data.post + '_recent'))
        && exists(${DOCUMENTS}/letters/$(request.resource.data.email.lower())); }`,
    allowed: { first: writes('comments/c', { post: 'p', email: 'A@X' }, { as: u, stored: { 'letters/a@x': {} } }) },
    refused: {
      second: writes(
        'comments/c',
        { post: 'p', email: 'A@X' },
        { as: u, stored: { 'letters/a@x': {}, 'marks/u_p_recent': {} } },
      ),
      'a slash leads into no other collection': writes(
        'comments/c',
        { post: 'p', email: 'a/b/c' },
        { as: u, stored: { 'letters/a/b/c': {} } },
      ),
    },
  },
  'two functions of one name in two blocks': {
    rules: `match /a/{id} { function ok() { return id == '1'; } allow read: if ok(); }
      match /b/{id} { function ok() { return id == '2'; } allow read: if ok(); }`,
    allowed: { a: reads('a/1'), b: reads('b/2') },
    refused: { 'a 2': reads('a/2'), 'b 1': reads('b/1') },
  },
  'resource is asked for in a list': {
    rules: `match /posts/{id} { allow list: if resource == null || resource.data.published == true; }`,
    allowed: { 'what is published': lists('posts', { where: where('published', '==', true) }) },
    refused: { all: lists('posts') },
  },
  'a role or null': {
    rules: `function role() { return request.auth != null ? get(${DOCUMENTS}/users/$(request.auth.uid)).data.role : null; }
      match /a/{id} { allow read: if role() in ['editor', 'admin']; allow create: if role() == null; }`,
    allowed: {
      editor: lists('a', {}, { as: u, stored: { 'users/u': { role: 'editor' } } }),
      'nobody, whose role is null': writes('a/1', {}),
    },
    refused: { nobody: reads('a/1'), 'without an account': writes('a/1', {}, { as: u }) },
  },
  'or false': {
    rules: `match /orgs/{id} { allow read: if (request.auth.token.org == id ||
        // for later
        false
      ); }`,
    allowed: { member: reads('orgs/o', { as: user('u', { org: 'o' }) }) },
    refused: { 'an error or false': reads('orgs/o', { as: u }) },
  },
  'envelopes that only their owner can open': {
    rules: `match /records/{id} { allow create: if request.resource.data.keys().hasOnly([
          'id', 'key', 'deleted',
          'text',
        ]) && request.resource.data.key is int && request.resource.data.key > 0
        && request.resource.data.text is bytes && request.resource.data.text.size() <= 8; }`,
    allowed: { eight: writes('records/r', { key: 1, text: bytes('12345678') }) },
    refused: {
      nine: writes('records/r', { key: 1, text: bytes('123456789') }),
      'a text': writes('records/r', { key: 1, text: 'x' }),
      'half a key': writes('records/r', { key: float(1.5), text: bytes('') }),
    },
  },
  'a number in an id': {
    rules: `match /cards/{id} { allow create: if id == 'VN-' + request.resource.data.by + '-' + string(request.resource.data.serial); }`,
    allowed: {
      whole: writes('cards/VN-an-7', { by: 'an', serial: 7 }),
      broken: writes('cards/VN-an-7.5', { by: 'an', serial: float(7.5) }),
    },
    refused: {
      'a float that is whole': writes('cards/VN-an-7', { by: 'an', serial: float(7) }),
      'a text in brackets': writes("cards/VN-an-'7'", { by: 'an', serial: '7' }),
    },
  },
  'names of pictures': {
    rules: `match /cards/{id} { allow create: if request.resource.data.pictures is list
        && request.resource.data.pictures.toSet().hasOnly(['p/'+request.auth.uid+'/'+id+'/0.jpg','p/'+request.auth.uid+'/'+id+'/1.jpg'])
        && (request.resource.data.pictures.size() > 0 || request.resource.data.source.size() > 0); }`,
    allowed: {
      one: writes('cards/c', { pictures: ['p/u/c/1.jpg'] }, { as: u }),
      source: writes('cards/c', { pictures: [], source: 'x' }, { as: u }),
    },
    refused: {
      anothers: writes('cards/c', { pictures: ['p/v/c/1.jpg'] }, { as: u }),
      nothing: writes('cards/c', { pictures: [], source: '' }, { as: u }),
    },
  },
  'what is not there may be asked for': {
    rules: `match /reports/{id} { allow get: if !exists(${DOCUMENTS}/reports/$(id)) || resource.data.status == 'approved'; allow list: if resource.data.status == 'approved'; }`,
    allowed: {
      'not there': reads('reports/r'),
      approved: reads('reports/r', { stored: { 'reports/r': { status: 'approved' } } }),
    },
    refused: { pending: reads('reports/r', { stored: { 'reports/r': { status: 'pending' } } }), all: lists('reports') },
  },
  'a method without its brackets': {
    rules: `match /s/{id} { allow update: if request.resource.data.diff(resource.data).changedKeys.size() == 1; allow create: if request.resource.data.keys.size() == 1; }`,
    allowed: { 'keys is a field': writes('s/1', { keys: ['a'] }) },
    refused: { changed: updates('s/1', { a: 1 }, { a: 2 }), 'no such field': writes('s/1', { a: 1 }) },
  },
  'fields in JavaScript’s manner': {
    rules: `match /s/{id} { allow read: if resource.data.tags.length > 0; allow create: if request.resource.data.tags.includes('a'); }`,
    allowed: { 'a map with such a field': reads('s/1', { stored: { 's/1': { tags: { length: 1 } } } }) },
    refused: {
      'a list has none': reads('s/1', { stored: { 's/1': { tags: ['a'] } } }),
      includes: writes('s/1', { tags: ['a'] }),
    },
  },
  'a step after another, from a map': {
    rules: `match /orders/{id} { allow update: if request.resource.data.state in {'draft': ['sent'], 'sent': ['done', 'draft']}[resource.data.state]; }`,
    allowed: {
      on: updates('orders/o', { state: 'draft' }, { state: 'sent' }),
      back: updates('orders/o', { state: 'sent' }, { state: 'draft' }),
    },
    refused: {
      'too far': updates('orders/o', { state: 'draft' }, { state: 'done' }),
      'from the end': updates('orders/o', { state: 'done' }, { state: 'draft' }),
    },
  },
  'a step after another, by ?': {
    rules: `match /orders/{id} { allow update: if (resource.data.state == 'draft'
          ? request.resource.data.state in ['draft', 'sent']
          : resource.data.state == 'sent'
            ? request.resource.data.state == 'done' && request.auth.token.chief == true
            : false); }`,
    allowed: {
      sent: updates('orders/o', { state: 'draft' }, { state: 'sent' }),
      done: updates('orders/o', { state: 'sent' }, { state: 'done' }, { as: user('c', { chief: true }) }),
    },
    refused: {
      'done by nobody': updates('orders/o', { state: 'sent' }, { state: 'done' }),
      'after the end': updates('orders/o', { state: 'done' }, { state: 'done' }),
    },
  },
  'claims whose names are addresses': {
    rules: `match /a/{id} { allow read: if request.auth.token['https://office.example/role'] == 'clerk'; }`,
    allowed: { clerk: reads('a/1', { as: user('u', { 'https://office.example/role': 'clerk' }) }) },
    refused: { none: reads('a/1', { as: u }) },
  },
  'a claim, if there is one': {
    rules: `match /a/{id} { allow read: if 'admin' in request.auth.token && request.auth.token.admin; allow create: if request.auth.token.get('roles', []).hasAny(['clerk', 'chief']); }`,
    allowed: {
      admin: reads('a/1', { as: user('u', { admin: true }) }),
      chief: writes('a/1', {}, { as: user('u', { roles: ['chief'] }) }),
    },
    refused: {
      'turned off': reads('a/1', { as: user('u', { admin: false }) }),
      'no roles': writes('a/1', {}, { as: u }),
      nobody: writes('a/1', {}),
    },
  },
  'fields that stay as they are': {
    rules: `function stays(field) { return !(field in request.resource.data) && !(field in resource.data)
        || request.resource.data[field] == resource.data[field]; }
      match /a/{id} { allow update: if stays('owner') && stays('first-name'); }`,
    allowed: { both: updates('a/1', { owner: 'u', n: 1 }, { owner: 'u', n: 2 }) },
    refused: {
      'another owner': updates('a/1', { owner: 'u' }, { owner: 'v' }),
      'no owner': updates('a/1', { owner: 'u' }, {}),
      'a name comes': updates('a/1', { owner: 'u' }, { owner: 'u', 'first-name': 'x' }),
    },
  },
  'a list that only grows': {
    rules: `match /logs/{id} { allow update: if request.resource.data.lines.size() == resource.data.lines.size() + 1
        && request.resource.data.lines[0:resource.data.lines.size()] == resource.data.lines
        && request.resource.data.lines[resource.data.lines.size()].by == request.auth.uid; }`,
    allowed: {
      'one more': updates('logs/l', { lines: [{ by: 'v' }] }, { lines: [{ by: 'v' }, { by: 'u' }] }, { as: u }),
    },
    refused: {
      'an earlier one changes': updates(
        'logs/l',
        { lines: [{ by: 'v' }] },
        { lines: [{ by: 'w' }, { by: 'u' }] },
        { as: u },
      ),
      'in another’s name': updates(
        'logs/l',
        { lines: [{ by: 'v' }] },
        { lines: [{ by: 'v' }, { by: 'v' }] },
        { as: u },
      ),
      'the first one: an empty slice is an error': updates(
        'logs/l',
        { lines: [] },
        { lines: [{ by: 'u' }] },
        { as: u },
      ),
    },
  },
  'the first and the last of a list': {
    rules: `match /lists/{id} { allow create: if request.resource.data.items.size() in [1, 2, 3]
        && request.resource.data.items[0] is string && request.resource.data.items[request.resource.data.items.size() - 1] is string; }`,
    allowed: {
      one: writes('lists/l', { items: ['a'] }),
      'the middle is not looked at': writes('lists/l', { items: ['a', 1, 'c'] }),
    },
    refused: { last: writes('lists/l', { items: ['a', 1] }), none: writes('lists/l', { items: [] }) },
  },
  'an invitation is used up': {
    rules: `match /members/{id} { allow create: if id == request.auth.uid
        && get(${DOCUMENTS}/invites/$(request.resource.data.code)).data.left > 0
        && getAfter(${DOCUMENTS}/invites/$(request.resource.data.code)).data.left == get(${DOCUMENTS}/invites/$(request.resource.data.code)).data.left - 1; }
      match /invites/{code} { allow update: if existsAfter(${DOCUMENTS}/members/$(request.auth.uid)) && getAfter(${DOCUMENTS}/members/$(request.auth.uid)).data.code == code; }`,
    allowed: {
      'the member': writes(
        'members/u',
        { code: 'c' },
        { as: u, stored: { 'invites/c': { left: 2 } }, written: { 'invites/c': { left: 1 } } },
      ),
      'the invitation': updates(
        'invites/c',
        { left: 2 },
        { left: 1 },
        { as: u, written: { 'members/u': { code: 'c' } } },
      ),
    },
    refused: {
      'used up': writes(
        'members/u',
        { code: 'c' },
        { as: u, stored: { 'invites/c': { left: 0 } }, written: { 'invites/c': { left: -1 } } },
      ),
      'without counting': writes('members/u', { code: 'c' }, { as: u, stored: { 'invites/c': { left: 2 } } }),
      'of another code': updates(
        'invites/c',
        { left: 2 },
        { left: 1 },
        { as: u, written: { 'members/u': { code: 'd' } } },
      ),
    },
  },
  'only a sign of life': {
    rules: `match /users/{id} { allow update: if request.resource.data.diff(resource.data).affectedKeys() == ['seen'].toSet() && request.resource.data.seen > resource.data.get('seen', timestamp.value(0)); }`,
    allowed: {
      first: updates('users/u', { n: 1 }, { n: 1, seen: time(NOW) }),
      later: updates('users/u', { seen: time('2026-11-01T00:00:00Z') }, { seen: time(NOW) }),
    },
    refused: {
      'and more': updates('users/u', { n: 1 }, { n: 2, seen: time(NOW) }),
      nothing: updates('users/u', { n: 1 }, { n: 1 }),
      back: updates('users/u', { seen: time(NOW) }, { seen: time('2026-11-01T00:00:00Z') }),
    },
  },
  'not too often': {
    rules: `match /posts/{id} { allow create: if !exists(${DOCUMENTS}/users/$(request.auth.uid))
        || get(${DOCUMENTS}/users/$(request.auth.uid)).data.last + duration.value(30, 's') < request.time; }`,
    allowed: {
      first: writes('posts/p', {}, { as: u }),
      later: writes('posts/p', {}, { as: u, stored: { 'users/u': { last: time('2026-11-24T05:05:00Z') } } }),
    },
    refused: { soon: writes('posts/p', {}, { as: u, stored: { 'users/u': { last: time('2026-11-24T05:06:00Z') } } }) },
  },
  'inside a map': {
    rules: `match /users/{id} { allow update: if request.resource.data.settings.diff(resource.data.settings).affectedKeys().hasOnly(['theme'])
        && request.resource.data.settings.theme in ['light', 'dark'] && request.resource.data.diff(resource.data).affectedKeys().hasOnly(['settings']); }`,
    allowed: { theme: updates('users/u', { settings: { a: 1 } }, { settings: { a: 1, theme: 'dark' } }) },
    refused: {
      'another of them': updates('users/u', { settings: { a: 1 } }, { settings: { a: 2, theme: 'dark' } }),
      'no settings before': updates('users/u', {}, { settings: { theme: 'dark' } }),
    },
  },
  'within five kilometres': {
    rules: `match /checkins/{id} { allow create: if request.resource.data.at is latlng
        && request.resource.data.at.distance(latlng.value(21.0285, 105.8542)) < 5000 && request.resource.data.at.latitude() > 0; }`,
    allowed: { near: writes('checkins/c', { at: place(21.03, 105.85) }) },
    refused: {
      far: writes('checkins/c', { at: place(10.77, 106.7) }),
      'a map of numbers': writes('checkins/c', { at: { latitude: 21.03, longitude: 105.85 } }),
    },
  },
  'a code that only its sum tells': {
    rules: `match /rooms/{id} { allow get: if hashing.sha256(request.auth.token.code).toHexString() == resource.data.code.upper(); }`,
    allowed: {
      right: reads('rooms/r', {
        as: user('u', { code: 'abc' }),
        stored: { 'rooms/r': { code: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' } },
      }),
    },
    refused: {
      wrong: reads('rooms/r', {
        as: user('u', { code: 'abd' }),
        stored: { 'rooms/r': { code: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' } },
      }),
      'a number has no sum': reads('rooms/r', { as: user('u', { code: 1 }), stored: { 'rooms/r': { code: 'x' } } }),
    },
  },
  'a write that may take away, or be right': {
    rules: `match /a/{id} { allow write: if request.resource == null || request.resource.data.n is int; }`,
    allowed: { away: writes('a/1', null, { stored: { 'a/1': {} } }), right: writes('a/1', { n: 1 }) },
    refused: { wrong: writes('a/1', { n: 'x' }) },
  },
  'who asks is no condition': {
    rules: `match /a/{id} { allow read: if request.auth; allow create: if request.auth.uid != null; allow delete: if !request.auth; }`,
    allowed: { 'signed in': writes('a/1', {}, { as: u }) },
    refused: {
      'a map': reads('a/1', { as: u }),
      'a member of null': writes('a/1', {}),
      'null, turned round': writes('a/1', null, { stored: { 'a/1': {} } }),
    },
  },
  'the whole way in one match': {
    rules: `rules_version = "2";
service cloud.firestore {
  match /databases/{database}/documents/users/{id} { allow read; }
  match /databases/(default)/documents/a/{id} { allow read; }
  match /users/{id}/secrets/{s} { allow read; }
  match /databases/other/documents/{all=**} { allow read; }
}`,
    allowed: { users: reads('users/u'), 'by its name': reads('a/1') },
    refused: { 'without the beginning': reads('users/u/secrets/s'), 'of another database': reads('b/1') },
  },
  'another language between': {
    rules: `// 📌 規則
      function 
      isChief() { return request.auth.token.name == 'Giám đốc Sở' || request.auth.token.name.matches('^(Phó )?Giám đốc.*$'); }
      /* 社長 only */ match /a/{id} { allow read: if isChief() /* ✅ */ ; }`,
    allowed: {
      chief: reads('a/1', { as: user('u', { name: 'Giám đốc Sở' }) }),
      deputy: reads('a/1', { as: user('u', { name: 'Phó Giám đốc' }) }),
    },
    refused: { decomposed: reads('a/1', { as: user('u', { name: 'Giám đốc Sở'.normalize('NFD') }) }) },
  },
  'no blanks, and many': {
    rules: `match /a/{id}{allow read:if id=='x'&&!(id in['y'])||id=='z'&&1<2;}
      match   /b/{id}   {
        allow
          read
          :
          if
          id
          ==
          'x'
          ;
      }`,
    allowed: { x: reads('a/x'), z: reads('a/z'), 'b x': reads('b/x') },
    refused: { y: reads('a/y'), 'b y': reads('b/y') },
  },
  'sums and powers': {
    rules: `match /files/{id} { allow create: if request.resource.data.size <= 5 * 1024 * 1024 && request.resource.data.price == math.round(request.resource.data.price * 100) / 100.0
        && math.pow(2, 3) == 8.0 && math.sqrt(request.resource.data.n) == math.floor(math.sqrt(request.resource.data.n)); }`,
    allowed: { one: writes('files/f', { size: 5_242_880, price: float(1.25), n: 49 }) },
    refused: {
      large: writes('files/f', { size: 5_242_881, price: float(1.25), n: 49 }),
      'three places': writes('files/f', { size: 1, price: float(1.255), n: 49 }),
      'no square': writes('files/f', { size: 1, price: float(1.25), n: 50 }),
    },
  },
  'the year in the id': {
    rules: `match /years/{id} { allow create: if id == string(request.time.year()) && request.time.month() == 11 && request.time.day() > 20; allow delete: if int(id) < request.time.year() - 5; }`,
    allowed: {
      'this one': writes('years/2026', {}),
      old: writes('years/2020', null, { stored: { 'years/2020': {} } }),
    },
    refused: {
      next: writes('years/2027', {}),
      recent: writes('years/2021', null, { stored: { 'years/2021': {} } }),
      none: writes('years/x', null, { stored: { 'years/x': {} } }),
    },
  },
  'one query in two ways of saying it': {
    rules: `match /tasks/{id} { allow list: if request.auth.uid in resource.data.members && resource.data.done == false; }`,
    allowed: {
      both: lists(
        'tasks',
        { where: all(where('members', 'array-contains', 'u'), where('done', '==', false)) },
        { as: u },
      ),
      'with a part that says more': lists(
        'tasks',
        {
          where: all(where('members', 'array-contains', 'u'), where('done', 'in', [false]), where('n', '>', 1)),
          limit: 5,
        },
        { as: u },
      ),
    },
    refused: {
      'one of both': lists('tasks', { where: where('members', 'array-contains', 'u') }, { as: u }),
      'or another’s': lists(
        'tasks',
        {
          where: any(
            all(where('members', 'array-contains', 'u'), where('done', '==', false)),
            where('members', 'array-contains', 'v'),
          ),
        },
        { as: u },
      ),
    },
  },
  'a group of collections, owner by owner': {
    rules: `match /{path=**}/favorites/{id} { allow read: if resource.data.of == request.auth.uid; }
      match /users/{id}/favorites/{f} { allow read, write: if id == request.auth.uid; }`,
    allowed: {
      group: lists('**/favorites', { where: where('of', '==', 'u') }, { as: u }),
      'their own, all': lists('users/u/favorites', {}, { as: u }),
    },
    refused: {
      'the whole group': lists('**/favorites', {}, { as: u }),
      anothers: lists('users/v/favorites', {}, { as: u }),
    },
  },
  'fields that were in old versions of the language': {
    rules: `match /a/{id} { allow write: if request.writeFields.hasOnly(['n']); allow create: if request.resource.data.n == 1; }`,
    allowed: { 'by the other': writes('a/1', { n: 1 }) },
    refused: { 'is an error now': updates('a/1', { n: 1 }, { n: 2 }) },
  },
  'a parameter that hides the request': {
    rules: `function named(request, office) { return request.auth.token.email in office.data.admins; }
      function admin(id) {
        let office = get(${DOCUMENTS}/offices/$(id));
        return named(request, office) || named({'auth': {'token': {'email': 'root'}}}, office);
      }
      match /offices/{id}/{rest=**} { allow read: if admin(id) }`,
    allowed: {
      'by the request': reads('offices/o/a/1', {
        as: user('u', { email: 'a@x' }),
        stored: { 'offices/o': { admins: ['a@x'] } },
      }),
      'by another in its place': reads('offices/o/a/1', { stored: { 'offices/o': { admins: ['root'] } } }),
    },
    refused: {
      neither: reads('offices/o/a/1', { as: user('u', { email: 'a@x' }), stored: { 'offices/o': { admins: [] } } }),
    },
  },
  'a block for a collection, one below for its documents': {
    rules: `match /links {
        match /{from}/outgoing/{to} { allow write: if request.auth.uid == from }
        match /{to}/incoming/{from} { allow write: if request.auth.uid != to && request.auth.uid == from }
      }
      match /private { match /{id} { allow read: if request.auth.uid == id } }`,
    allowed: {
      theirs: reads('private/u', { as: u }),
      outgoing: writes('links/u/outgoing/v', {}, { as: u }),
      incoming: writes('links/v/incoming/u', {}, { as: u }),
    },
    refused: {
      anothers: reads('private/v', { as: u }),
      'to oneself': writes('links/u/incoming/u', {}, { as: u }),
      'the document between': writes('links/u', {}, { as: u }),
    },
  },
  'a reference is that of a document that is there': {
    rules: `match /logs/{id} {
        allow create: if by(request.resource.data.by, request.auth.uid)
      }
      match /scores/{id} {
        allow read
      }
      function by(ref, id) {
        return ref != null && ref == get(${DOCUMENTS}/users/$(id)).__name__;
      }`,
    allowed: {
      theirs: writes('logs/l', { by: reference('users/u') }, { as: u, stored: { 'users/u': {} } }),
      'no condition, no semicolon': reads('scores/s'),
    },
    refused: {
      'who is not there': writes('logs/l', { by: reference('users/u') }, { as: u }),
      another: writes('logs/l', { by: reference('users/v') }, { as: u, stored: { 'users/u': {}, 'users/v': {} } }),
    },
  },
  'functions and remarks between the allows': {
    rules: `match /bookings/{key} {
        allow read: if true
        // of slots
        function types() { return ["ice", "off-ice"] }
        match /slots/{slot} {
          allow delete: if true
          // what is booked is there
          allow create, update: if (
            fits(request.resource.data)
          )
          // @TODO intervals
        }
        function fits(data) {
          let stored = get(${DOCUMENTS}/slots/$(data.slot));

          return (
            data.date == stored.data.date && // the same day
            data.type in types()
          );
        }
      }`,
    allowed: {
      fits: writes(
        'bookings/k/slots/s',
        { slot: 's', date: 'd', type: 'ice' },
        { stored: { 'slots/s': { date: 'd' } } },
      ),
      list: lists('bookings'),
    },
    refused: {
      'another day': writes(
        'bookings/k/slots/s',
        { slot: 's', date: 'e', type: 'ice' },
        { stored: { 'slots/s': { date: 'd' } } },
      ),
      'the slots of a key': lists('bookings/k/slots'),
    },
  },
  'a rank in the token against a rank in the group': {
    rules: `function rank(group) {
        // of the token
        return request.auth.token.ranks[group];
        //return get(${DOCUMENTS}/ranks/$(group)).data.value;
      }
      match /groups/{group}/channels/{c} {
        allow read: if get(${DOCUMENTS}/groups/$(group)).data.ranks.channel.read <= rank(group);
        allow write: if rank(group) >= 16777216; // 0x1000000
      }`,
    allowed: {
      enough: lists(
        'groups/g/channels',
        {},
        { as: user('u', { ranks: { g: 5 } }), stored: { 'groups/g': { ranks: { channel: { read: 5 } } } } },
      ),
      admin: writes('groups/g/channels/c', {}, { as: user('u', { ranks: { g: 16777216 } }) }),
    },
    refused: {
      'too little': lists(
        'groups/g/channels',
        {},
        { as: user('u', { ranks: { g: 4 } }), stored: { 'groups/g': { ranks: { channel: { read: 5 } } } } },
      ),
      'a rank elsewhere': writes('groups/g/channels/c', {}, { as: user('u', { ranks: { h: 16777216 } }) }),
      'no such rank': lists(
        'groups/g/channels',
        {},
        { as: user('u', { ranks: { g: 5 } }), stored: { 'groups/g': { ranks: {} } } },
      ),
    },
  },
};
decides(CASES);

const HEAD = `rules_version = '2';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n`;
const condition = (text: string) => `${HEAD}match /a/{id} { allow read: if ${text}; }\n}}`;

test.each<[string, string, string]>([
  ['a file that only says it is not used any more', `// see database.rules.json\n`, '2:1'],
  [
    'a file pasted twice, the second time without its head',
    `${HEAD}match /a/{b} { allow read; }\n}\n}\n\nmatch /a/{b} { allow read; }\n}\n}`,
    '8:1',
  ],
  ['rules of the other database', `{\n  "rules": { ".read": true }\n}`, '1:1'],
  ['a fence of Markdown', '```\nservice cloud.firestore { match /a/{b} { allow read; } }\n```', '1:1'],
  ['the marks of a merge', `${HEAD}<<<<<<< HEAD\nmatch /a/{b} { allow read; }\n=======\n}}`, '4:1'],
  ['a remark of another language', `${HEAD}# ours\nmatch /a/{b} { allow read; }\n}}`, '4:1'],
  ['a semicolon behind a block', `${HEAD}match /a/{b} { allow read; };\n}}`, '4:29'],
  ['two semicolons', `${HEAD}match /a/{b} { allow read;; }\n}}`, '4:27'],
  ['deny, which there is not', `${HEAD}match /a/{b} { deny write; }\n}}`, '4:16'],
  ['a function in a function', `${HEAD}function f() { function g() { return 1; } return g(); }\n}}`, '4:16'],
  ['a comma after the last parameter', `${HEAD}function f(a, ) { return a; }\n}}`, '4:15'],
  ['not, the word', condition(`not (id == 'x')`), '4:32'],
  ['a question mark before a dot', condition(`request.auth?.uid == id`), '4:45'],
  ['two question marks', condition(`(resource.data.x ?? false)`), '4:50'],
  ['backticks', condition('id == `x`'), '4:38'],
  ['ampersands of HTML', condition(`id == 'x' &amp;&amp; true`), '4:42'],
  ['an expression between slashes', condition(`id.matches(/^a+$/)`), '4:43'],
  ['a look ahead', condition(`id.matches('^(?!admin).*$')`), '4:43'],
  ['one backslash', condition(`id.matches('^\\d+$')`), '4:45'],
  ['a line between digits', condition(`resource.data.n < 1_000`), '4:50'],
])('tells where %s is', (_what, source, at) => {
  expect(placeOf(source)).toBe(at);
});

test('a file that only has rules for another service, or a misspelt one, says so and allows nothing', () => {
  for (const service of ['firebase.storage', 'firestore', 'Cloud.Firestore']) {
    const rules = compile(`service ${service} { match /{all=**} { allow read, write; } }`);
    expect(rules.warnings).toEqual([
      { line: 1, column: 1, message: 'there is no "service cloud.firestore": nobody is allowed anything' },
      { line: 1, column: 9, message: `the service "${service}" is not served here: its rules are only read` },
    ]);
    expect(reads('a/1')(`service ${service} { match /{all=**} { allow read, write; } }`)).toMatchObject({
      allowed: false,
    });
  }
});
