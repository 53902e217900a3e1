import { expect, test } from 'vitest';
import { decides, lists, placeOf, reads, u, updates, v, writes, type Case } from './cases.ts';
import { all, any, float, NOW, time, user, where } from './rig.ts';

/*
 * Rules as they stand in public repositories, tutorials and answers, told in our words: their habits, their mistakes, and
 * what is decided by them. A whole file, or what stands between `match /databases/{database}/documents {` and its end.
 */

const CASES: Readonly<Record<string, Case>> = {
  'owner in a field, read and write in one line': {
    rules: `match /{document=**} { allow read: if request.auth.uid == resource.data.userId;
      allow create: if request.auth.uid == request.resource.data.userId;
      allow update, delete: if request.auth.uid == resource.data.userId; }`,
    allowed: {
      'their own': reads('a/1', { as: u, stored: { 'a/1': { userId: 'u' } } }),
      'deep down': reads('a/1/b/2/c/3', { as: u, stored: { 'a/1/b/2/c/3': { userId: 'u' } } }),
      creating: writes('a/1', { userId: 'u' }, { as: u }),
      deleting: writes('a/1', null, { as: u, stored: { 'a/1': { userId: 'u' } } }),
      'a query for their own': lists('a', { where: where('userId', '==', 'u') }, { as: u }),
    },
    refused: {
      anothers: reads('a/1', { as: v, stored: { 'a/1': { userId: 'u' } } }),
      'nobody, where the field is missing': reads('a/1', { stored: { 'a/1': {} } }),
      'what is not there': reads('a/1', { as: u }),
      'giving away on the way in': writes('a/1', { userId: 'v' }, { as: u }),
      'a query for everybody’s': lists('a', {}, { as: u }),
    },
  },
  'two services, and the allow is broken over lines': {
    rules: `service cloud.firestore {
      match /databases/{database}/documents {
        match /{doc=**} {
          allow read, write, update, delete:
          \tif resource != null &&
          \t\t resource.data.uid == request.auth.uid;
          allow create: if request.auth.uid != null;
        }
      }
    }`,
    allowed: {
      'their own': reads('a/1', { as: u, stored: { 'a/1': { uid: 'u' } } }),
      'anything new': writes('a/1', { uid: 'v' }, { as: u }),
    },
    refused: {
      'for nobody': writes('a/1', { uid: 'v' }),
    },
  },
  'no semicolon before the brace': {
    rules: `match /users/{uid}/{document=**} { allow read, write, delete: if request.auth.uid == uid }
      match /user/{userId} { allow write, read: if isOwner(userId) }
      function isOwner(userId) { return request.auth.uid == userId }`,
    allowed: {
      'below, in version 2 also itself': reads('users/u', { as: u }),
      below: writes('users/u/notes/n', {}, { as: u }),
      'by a function that comes later': reads('user/u', { as: u }),
    },
    refused: { 'another’s': reads('users/v', { as: u }) },
  },
  'a role among the values of a map': {
    rules: `function signedIn() { return request.auth != null; }
      function isAdmin() { return signedIn() && 'ADMIN'in get(/databases/$(database)/documents/users/$(request.auth.uid)).data.roles.values(); }
      match /messages/{messageId} { allow read: if isAdmin(); }`,
    allowed: { admin: reads('messages/m', { as: u, stored: { 'users/u': { roles: { board: 'ADMIN' } } } }) },
    refused: {
      other: reads('messages/m', { as: u, stored: { 'users/u': { roles: { board: 'USER' } } } }),
      'roles as a list have no values()': reads('messages/m', { as: u, stored: { 'users/u': { roles: ['ADMIN'] } } }),
    },
  },
  'open until a date': {
    rules: `// Temporary test mode rules - expire
      match /{document=**} {
        allow read, write: if
            request.time < timestamp.date(2026, 12, 24);
      }
      match /gone/{id} { allow read: if request.time < timestamp.date(2025, 8, 4); }`,
    allowed: { now: reads('a/b'), list: lists('a'), group: lists('**/a'), write: writes('a/b', {}) },
  },
  'past the date': {
    rules: `match /{document=**} { allow read, write: if request.time < timestamp.date(2025, 8, 4); }`,
    refused: { read: reads('a/b'), write: writes('a/b', {}), list: lists('a') },
  },
  'whether a resource is there, asked by `in`': {
    rules: `function existingData() { return resource.data; }
      function existingDataId() { return 'id' in resource ? resource.id : null; }
      match /a/{id} { allow get: if existingDataId() == id; allow delete: if 'locked' in existingData() ? false : true; }`,
    allowed: {
      there: reads('a/1', { stored: { 'a/1': {} } }),
      'not locked': writes('a/1', null, { stored: { 'a/1': {} } }),
    },
    refused: {
      'not there': reads('a/1'),
      locked: writes('a/1', null, { stored: { 'a/1': { locked: false } } }),
    },
  },
  'a method that queries do not have': {
    rules: `match /groups/{g} {
      allow get: if request.auth != null && request.auth.uid in resource.data.members;
      allow list: if request.auth != null && request.query.where('inviteCode', '==', request.query['inviteCode']); }`,
    allowed: { member: reads('groups/g', { as: u, stored: { 'groups/g': { members: ['v', 'u'] } } }) },
    refused: {
      'no member': reads('groups/g', { as: u, stored: { 'groups/g': { members: [] } } }),
      list: lists('groups', { where: where('inviteCode', '==', 'x'), limit: 1 }, { as: u }),
    },
  },
  'a limit that aggregations do not have': {
    rules: `match /scores/{s} { allow list: if request.query.limit == null || request.query.limit <= 50; }
      match /strict/{s} { allow list: if request.query.limit <= 50; }
      match /names/{n} { allow list: if request.query.limit <= 20 && request.query.orderBy.size() == 0; }`,
    allowed: {
      'without one': lists('scores'),
      small: lists('scores', { limit: 50 }),
      'strict, small': lists('strict', { limit: 1 }),
    },
    refused: {
      large: lists('scores', { limit: 51 }),
      'strict, without one': lists('strict'),
      'one document is no list': reads('scores/s', { stored: { 'scores/s': {} } }),
      'in an order': lists('names', { limit: 20, orderBy: [{ field: { fieldPath: 'n' } }] }),
    },
  },
  'a map of members, or nothing at all': {
    rules: `match /{document=**} {
      allow read, update, delete: if request.auth != null && (resource.data.members[request.auth.uid] == true || resource == null); }`,
    allowed: {
      member: reads('a/1', { as: u, stored: { 'a/1': { members: { u: true } } } }),
      'what is not there: the error on the left is no matter': reads('a/1', { as: u }),
      'a query by that key': lists('a', { where: where('members.u', '==', true) }, { as: u }),
    },
    refused: {
      'a member who was turned off': reads('a/1', { as: u, stored: { 'a/1': { members: { u: false } } } }),
      'a query by another key': lists('a', { where: where('members.v', '==', true) }, { as: u }),
    },
  },
  'only some keys may change': {
    rules: `match /rooms/{r} {
        allow update: if (request.resource.data.diff(resource.data).affectedKeys()
            .hasOnly(['full', 'last_edit']));
      }
      match /profiles/{p} {
        allow update: if !request.resource.data.diff(resource.data).affectedKeys()
          .hasAny(['role', 'accountStatus']);
      }
      match /orders/{o} { allow update: if !('paid' in request.resource.data.diff(resource.data).affectedKeys()); }
      match /players/{p} { allow write: if request.resource.data.diff(resource.data).changedKeys().hasOnly(["name", "bid"]); }`,
    allowed: {
      'one of them': updates('rooms/r', { full: false, n: 1 }, { full: true, n: 1 }),
      'a new one of them': updates('rooms/r', { n: 1 }, { n: 1, last_edit: 'x' }),
      'nothing changes': updates('rooms/r', { n: 1 }, { n: 1 }),
      'not the role': updates('profiles/p', { role: 'x', name: 'a' }, { role: 'x', name: 'b' }),
      'not paid': updates('orders/o', { paid: false, n: 1 }, { paid: false, n: 2 }),
      'changed, and a new one is no change': updates('players/p', { name: 'a' }, { name: 'b', extra: 1 }),
    },
    refused: {
      'another one': updates('rooms/r', { full: false, n: 1 }, { full: true, n: 2 }),
      'one is taken away': updates('rooms/r', { full: false, n: 1 }, { full: false }),
      'a whole number that becomes another kind of the same': updates('orders/o', { paid: 1 }, { paid: '1' }),
      'the role': updates('profiles/p', { role: 'x' }, { role: 'y' }),
      'a role that was not there': updates('profiles/p', {}, { role: 'y' }),
      'a create has nothing to differ from': writes('players/p', { name: 'a' }),
    },
  },
  'claims of a tenant': {
    rules: `function isSameCompany(companyId) {
        return request.auth != null
          && request.auth.token.companyId == companyId;
      }
      match /companies/{companyId}/orders/{id} {
        allow read: if isSameCompany(companyId);
        allow create: if isSameCompany(companyId)
          && request.resource.data.totalPrice is number
          && request.resource.data.totalPrice >= 0;
      }`,
    allowed: {
      int: writes('companies/c/orders/o', { totalPrice: 0 }, { as: user('u', { companyId: 'c' }) }),
      float: writes('companies/c/orders/o', { totalPrice: float(0.5) }, { as: user('u', { companyId: 'c' }) }),
      list: lists('companies/c/orders', {}, { as: user('u', { companyId: 'c' }) }),
    },
    refused: {
      text: writes('companies/c/orders/o', { totalPrice: '5' }, { as: user('u', { companyId: 'c' }) }),
      'less than nothing': writes('companies/c/orders/o', { totalPrice: -1 }, { as: user('u', { companyId: 'c' }) }),
      'another company': lists('companies/d/orders', {}, { as: user('u', { companyId: 'c' }) }),
      'no claim': lists('companies/c/orders', {}, { as: u }),
      'all companies': lists('**/orders', {}, { as: user('u', { companyId: 'c' }) }),
    },
  },
  'get, list, read in one allow': {
    rules: `match /team/{id} {
      allow get, list, read: if request.auth != null && (
        resource.data.userId == request.auth.uid ||
        (resource.data.email != null && request.auth.token.email != null && resource.data.email == request.auth.token.email)
      ); }`,
    allowed: {
      'by id': reads('team/t', { as: u, stored: { 'team/t': { userId: 'u' } } }),
      'by mail, without an id': reads('team/t', {
        as: user('v', { email: 'a@x' }),
        stored: { 'team/t': { email: 'a@x' } },
      }),
      'a query by id': lists('team', { where: where('userId', '==', 'u') }, { as: u }),
      'a query by either': lists(
        'team',
        { where: any(where('userId', '==', 'u'), where('email', '==', 'a@x')) },
        { as: user('u', { email: 'a@x' }) },
      ),
    },
    refused: {
      stranger: reads('team/t', { as: v, stored: { 'team/t': { userId: 'u', email: 'a@x' } } }),
      'a query by either, one of which is not theirs': lists(
        'team',
        { where: any(where('userId', '==', 'u'), where('email', '==', 'b@x')) },
        { as: user('u', { email: 'a@x' }) },
      ),
    },
  },
  'an id that is put together': {
    rules: `match /ideals/{docId} {
      allow create, update: if request.auth != null
        && request.auth.uid == request.resource.data.ownerUid
        && docId == request.auth.uid + "_" + request.resource.data.profileId
        && request.resource.data.keys().hasAll(['ownerUid','profileId'])
        && request.resource.data.keys().hasOnly(['ownerUid','profileId','note']); }`,
    allowed: { so: writes('ideals/u_p1', { ownerUid: 'u', profileId: 'p1' }, { as: u }) },
    refused: {
      'another id': writes('ideals/u_p2', { ownerUid: 'u', profileId: 'p1' }, { as: u }),
      'a number does not join a text': writes('ideals/u_1', { ownerUid: 'u', profileId: 1 }, { as: u }),
      'a field more': writes('ideals/u_p1', { ownerUid: 'u', profileId: 'p1', admin: true }, { as: u }),
    },
  },
  'an expression with anchors': {
    rules: `match /logs/{l} { allow create: if request.resource.data.weight is string
        && (!(request.resource.data.photoUrl is string) ||
             request.resource.data.photoUrl.matches('^https?://.*')); }
      match /mails/{m} { allow create: if request.resource.data.to.matches('.+@.+[.].+') && request.resource.data.to.lower() == request.resource.data.to; }
      match /slugs/{slug} { allow create: if slug.matches('[a-z0-9]+(-[a-z0-9]+)*') && slug.size() < 30 && slug.split('-').size() <= 3; }`,
    allowed: {
      'with a picture': writes('logs/l', { weight: '70', photoUrl: 'https://x/y.png' }),
      'a map for a picture': writes('logs/l', { weight: '70', photoUrl: {} }),
      mail: writes('mails/m', { to: 'a@b.vn' }),
      slug: writes('slugs/lich-cong-tac', {}),
    },
    refused: {
      'a script for a picture': writes('logs/l', { weight: '70', photoUrl: 'javascript:1' }),
      'a field that is missing is an error, not a no': writes('logs/l', { weight: '70' }),
      'large letters': writes('mails/m', { to: 'A@b.vn' }),
      'two lines: a dot is no end of line': writes('mails/m', { to: 'a@b.vn\nx' }),
      'four parts': writes('slugs/a-b-c-d', {}),
      'only a part of it fits': writes('slugs/Lich-cong-tac', {}),
    },
  },
  'times of the server, and how long': {
    rules: `match /posts/{p} {
        allow create: if request.resource.data.createdAt == request.time;
        allow update: if request.time < resource.data.createdAt + duration.value(15, 'm')
          && request.resource.data.createdAt == resource.data.createdAt;
        allow delete: if request.time > resource.data.createdAt + duration.time(24, 0, 0, 0);
      }
      match /rate/{r} { allow write: if resource == null || request.time > resource.data.at + duration.value(1, 's'); }
      match /office/{o} { allow read: if request.time.hours() >= 1 && request.time.hours() < 10 && request.time.dayOfWeek() <= 5; }`,
    allowed: {
      now: writes('posts/p', { createdAt: time(NOW) }),
      'soon after': updates(
        'posts/p',
        { createdAt: time('2026-11-24T05:00:00Z'), t: 1 },
        { createdAt: time('2026-11-24T05:00:00Z'), t: 2 },
      ),
      'long after': writes('posts/p', null, { stored: { 'posts/p': { createdAt: time('2026-11-23T05:00:00Z') } } }),
      'the first': writes('rate/r', { at: time(NOW) }),
      'in office hours, UTC, a Tuesday': reads('office/o'),
    },
    refused: {
      'a time of their own': writes('posts/p', { createdAt: time('2026-11-24T05:06:07Z') }),
      'a text of it': writes('posts/p', { createdAt: NOW }),
      'too late': updates(
        'posts/p',
        { createdAt: time('2026-11-24T04:00:00Z') },
        { createdAt: time('2026-11-24T04:00:00Z'), t: 2 },
      ),
      'too early': writes('posts/p', null, { stored: { 'posts/p': { createdAt: time('2026-11-24T05:00:00Z') } } }),
      'too fast': updates('rate/r', { at: time('2026-11-24T05:06:06.500Z') }, { at: time(NOW) }),
    },
  },
  'counting seats over two documents': {
    rules: `match /rooms/{room} {
        function booked() { return getAfter(/databases/$(database)/documents/rooms/$(room)).data.booked; }
        allow update: if request.resource.data.booked == resource.data.booked + 1
          && request.resource.data.booked <= resource.data.seats
          && existsAfter(/databases/$(database)/documents/rooms/$(room)/guests/$(request.auth.uid))
          && !exists(/databases/$(database)/documents/rooms/$(room)/guests/$(request.auth.uid));
        match /guests/{uid} { allow create: if uid == request.auth.uid && booked() > get(/databases/$(database)/documents/rooms/$(room)).data.booked; }
      }`,
    allowed: {
      'the room': updates(
        'rooms/r',
        { seats: 2, booked: 1 },
        { seats: 2, booked: 2 },
        { as: u, written: { 'rooms/r/guests/u': {} } },
      ),
      'the guest': writes(
        'rooms/r/guests/u',
        {},
        {
          as: u,
          stored: { 'rooms/r': { seats: 2, booked: 1 } },
          written: { 'rooms/r': { seats: 2, booked: 2 } },
        },
      ),
    },
    refused: {
      'a full room': updates(
        'rooms/r',
        { seats: 1, booked: 1 },
        { seats: 1, booked: 2 },
        { as: u, written: { 'rooms/r/guests/u': {} } },
      ),
      'the room without the guest': updates('rooms/r', { seats: 2, booked: 1 }, { seats: 2, booked: 2 }, { as: u }),
      'the guest without the room': writes(
        'rooms/r/guests/u',
        {},
        { as: u, stored: { 'rooms/r': { seats: 2, booked: 1 } } },
      ),
      'who is in already': updates(
        'rooms/r',
        { seats: 3, booked: 1 },
        { seats: 3, booked: 2 },
        { as: u, stored: { 'rooms/r/guests/u': {} } },
      ),
    },
  },
  'lists and sets': {
    rules: `match /polls/{p} {
        allow update: if request.resource.data.votes.removeAll(resource.data.votes) == [request.auth.uid]
          && request.resource.data.votes.hasAll(resource.data.votes);
      }
      match /tags/{t} { allow write: if request.resource.data.tags.toSet().size() == request.resource.data.tags.size()
        && request.resource.data.tags.toSet().difference(['a', 'b', 'c'].toSet()).size() == 0; }
      match /words/{w} { allow write: if request.resource.data.words.join(',') == 'a,b' && request.resource.data.words[0] == 'a'
        && request.resource.data.words[0:1] == ['a'] && request.resource.data.words.concat(['c']).size() == 3; }`,
    allowed: {
      'their own vote': updates('polls/p', { votes: ['v'] }, { votes: ['v', 'u'] }, { as: u }),
      tags: writes('tags/t', { tags: ['a', 'c'] }),
      'none at all': writes('tags/t', { tags: [] }),
      words: writes('words/w', { words: ['a', 'b'] }),
    },
    refused: {
      'two votes': updates('polls/p', { votes: ['v'] }, { votes: ['v', 'u', 'w'] }, { as: u }),
      'a vote less': updates('polls/p', { votes: ['v'] }, { votes: ['u'] }, { as: u }),
      'one twice': writes('tags/t', { tags: ['a', 'a'] }),
      'one that is unknown': writes('tags/t', { tags: ['a', 'd'] }),
      'an index behind the end': writes('words/w', { words: [] }),
    },
  },
  'get with a default': {
    rules: `match /p/{id} { allow read: if resource.data.get('public', false) == true || resource.data.get(['meta', 'open'], false);
        allow write: if request.resource.data.get('n', 0) + 1 > 0 && request.auth.token.get('level', 0) >= 2; }`,
    allowed: {
      public: reads('p/1', { stored: { 'p/1': { public: true } } }),
      'deep open': reads('p/1', { stored: { 'p/1': { meta: { open: true } } } }),
      'a query for the public': lists('p', { where: where('public', '==', true) }),
      level: writes('p/1', {}, { as: user('u', { level: 2 }) }),
    },
    refused: {
      neither: reads('p/1', { stored: { 'p/1': {} } }),
      'no level': writes('p/1', {}, { as: u }),
      'a query for all': lists('p'),
    },
  },
  'let, and a function of functions': {
    rules: `function doc(path) { return get(/databases/$(database)/documents/$(path)).data; }
      function roleOf(uid, team) {
        let members = get(/databases/$(database)/documents/teams/$(team)).data.members;
        let role = members[uid];
        return role;
      }
      match /teams/{team}/files/{f} {
        allow read: if roleOf(request.auth.uid, team) in ['reader', 'writer'];
        allow write: if roleOf(request.auth.uid, team) == 'writer'
      }`,
    allowed: {
      reader: reads('teams/t/files/f', { as: u, stored: { 'teams/t': { members: { u: 'reader' } } } }),
      'a list costs one look-up': lists(
        'teams/t/files',
        {},
        { as: u, stored: { 'teams/t': { members: { u: 'reader' } } } },
      ),
      writer: writes('teams/t/files/f', {}, { as: u, stored: { 'teams/t': { members: { u: 'writer' } } } }),
    },
    refused: {
      'reader writes': writes('teams/t/files/f', {}, { as: u, stored: { 'teams/t': { members: { u: 'reader' } } } }),
      'no team': reads('teams/t/files/f', { as: u }),
      nobody: reads('teams/t/files/f', { stored: { 'teams/t': { members: { u: 'reader' } } } }),
    },
  },
  'chat of two': {
    rules: `match /chats/{chat} {
        allow read: if request.auth.uid in resource.data.participants;
        allow create: if request.auth.uid in request.resource.data.participants && request.resource.data.participants.size() == 2;
        match /messages/{m} {
          allow read: if request.auth.uid in get(/databases/$(database)/documents/chats/$(chat)).data.participants;
          allow create: if request.resource.data.from == request.auth.uid && request.resource.data.text.size() <= 5000
            && request.resource.data.type in ['text', 'image'];
          allow update: if request.auth.uid != resource.data.from
            && request.resource.data.diff(resource.data).affectedKeys().hasOnly(['readAt']);
        }
      }`,
    allowed: {
      'a list of one’s own': lists('chats', { where: where('participants', 'array-contains', 'u') }, { as: u }),
      messages: lists('chats/c/messages', {}, { as: u, stored: { 'chats/c': { participants: ['u', 'v'] } } }),
      send: writes('chats/c/messages/m', { from: 'u', text: 'chào', type: 'text' }, { as: u }),
      'read it': updates(
        'chats/c/messages/m',
        { from: 'u', text: 'a' },
        { from: 'u', text: 'a', readAt: time(NOW) },
        { as: v },
      ),
    },
    refused: {
      'a list of another’s': lists('chats', { where: where('participants', 'array-contains', 'v') }, { as: u }),
      'messages of others': lists(
        'chats/c/messages',
        {},
        { as: user('w'), stored: { 'chats/c': { participants: ['u', 'v'] } } },
      ),
      'three of them': writes('chats/c', { participants: ['u', 'v', 'w'] }, { as: u }),
      'in another’s name': writes('chats/c/messages/m', { from: 'v', text: 'chào', type: 'text' }, { as: u }),
      'change the text': updates('chats/c/messages/m', { from: 'u', text: 'a' }, { from: 'u', text: 'b' }, { as: v }),
    },
  },
  'published or one’s own': {
    rules: `match /posts/{post} {
        allow read: if resource.data.published == true || resource.data.author == request.auth.uid;
        allow list: if resource.data.visibility in ['public', 'unlisted'];
      }`,
    allowed: {
      'published, to nobody': reads('posts/p', { stored: { 'posts/p': { published: true } } }),
      'one’s own draft': reads('posts/p', { as: u, stored: { 'posts/p': { published: false, author: 'u' } } }),
      'a list of the published': lists('posts', { where: where('published', '==', true) }),
      'published or mine': lists(
        'posts',
        { where: any(where('published', '==', true), where('author', '==', 'u')) },
        { as: u },
      ),
      'both, and more': lists('posts', { where: all(where('published', '==', true), where('n', '>', 5)), limit: 3 }),
      'by a part of the words': lists('posts', { where: where('visibility', 'in', ['public']) }),
    },
    refused: {
      'a draft, to nobody': reads('posts/p', { stored: { 'posts/p': { published: false, author: 'u' } } }),
      'a list without a word of it': lists('posts', { where: where('n', '>', 5) }, { as: u }),
      'a word more than the rule has': lists('posts', { where: where('visibility', 'in', ['public', 'private']) }),
      'not-in says little': lists('posts', { where: where('visibility', 'not-in', ['private']) }),
    },
  },
  'names with a dash, a dot': {
    rules: `match /a-b/{id} { allow read: if id != 'x'; }
      match /users.v2/{id} { allow read; }`,
    allowed: { 'an id with a dash': reads('a-b/1'), 'a name with a dot': reads('users.v2/1') },
    refused: { x: reads('a-b/x') },
  },
  'what is nothing, and what is missing': {
    rules: `match /n/{id} {
        allow read: if resource.data.a == null;
        allow create: if !('a' in request.resource.data) || request.resource.data.a == null;
        allow update: if request.resource.data.keys().hasAny(['a']) == false;
        allow delete: if resource.data.a == null || true;
      }`,
    allowed: {
      null: reads('n/1', { stored: { 'n/1': { a: null } } }),
      'create without': writes('n/1', {}),
      'update without': updates('n/1', { a: 1 }, {}),
      'an error on the left of or': writes('n/1', null, { stored: { 'n/1': {} } }),
      'a list of nulls': lists('n', { where: where('a', '==', null) }),
    },
    refused: { missing: reads('n/1', { stored: { 'n/1': {} } }), 'update with': updates('n/1', {}, { a: null }) },
  },
  numbers: {
    rules: `match /i/{id} {
        allow create: if request.resource.data.n is int && request.resource.data.n % 2 == 0 && math.abs(request.resource.data.n) < 100;
        allow update: if request.resource.data.n == resource.data.n + 1;
        allow delete: if int(id) / 2 == 3 && float(id) / 2.0 == 3.5;
      }
      match /stars/{id} { allow write: if request.resource.data.rating in [1,2,3,4,5] && math.floor(request.resource.data.rating) == request.resource.data.rating; }`,
    allowed: {
      even: writes('i/1', { n: -98 }),
      next: updates('i/1', { n: 4 }, { n: 5 }),
      'next, as a float': updates('i/1', { n: 4 }, { n: float(5) }),
      'whole division': writes('i/7', null, { stored: { 'i/7': {} } }),
      stars: writes('stars/s', { rating: 5 }),
    },
    refused: {
      odd: writes('i/1', { n: 3 }),
      'a float is no int': writes('i/1', { n: float(4) }),
      'by two': updates('i/1', { n: 4 }, { n: 6 }),
      'six stars': writes('stars/s', { rating: 6 }),
      'no number in the id': writes('i/x', null, { stored: { 'i/x': {} } }),
    },
  },
  'paths and ids': {
    rules: `match /links/{l} { allow create: if request.resource.data.to is path
          && request.resource.data.to == /databases/$(database)/documents/users/$(request.auth.uid);
        allow read: if exists(/databases/$(database)/documents/users/$(resource.data.to.split('/')[1])); }
      match /{top}/{id} { allow delete: if request.path == /databases/$(database)/documents/$(top)/$(id) && top == 'trash'; }`,
    allowed: {
      'a text that is split': reads('links/l', { stored: { 'links/l': { to: 'users/u' }, 'users/u': {} } }),
      'the path of the request': writes('trash/1', null, { stored: { 'trash/1': {} } }),
    },
    refused: {
      'a text for a reference': writes('links/l', { to: 'users/u' }, { as: u }),
      'no such user': reads('links/l', { stored: { 'links/l': { to: 'users/u' } } }),
      'another collection': writes('kept/1', null, { stored: { 'kept/1': {} } }),
    },
  },
  'a rule below another does not take away': {
    rules: `match /{document=**} { allow read: if request.auth != null; }
      match /secret/{id} { allow read: if false; allow write: if request.auth.token.admin; }`,
    allowed: {
      'the wide one still allows': reads('secret/1', { as: u }),
      admin: writes('secret/1', {}, { as: user('u', { admin: true }) }),
    },
    refused: {
      nobody: reads('secret/1'),
      'a claim that is a text': writes('secret/1', {}, { as: user('u', { admin: 'true' }) }),
      'a claim that is missing': writes('secret/1', {}, { as: u }),
    },
  },
  'comparison of times and of texts': {
    rules: `match /e/{id} {
        allow list: if resource.data.start > request.time;
        allow get: if resource.data.start.date() == request.time.date();
        allow create: if request.resource.data.from < request.resource.data.to && request.resource.data.to.toMillis() > 0;
      }
      match /b/{id} { allow read: if resource.data.name >= 'a' && resource.data.name < 'b'; }`,
    allowed: {
      'later ones': lists('e', { where: where('start', '>', time('2026-12-01T00:00:00Z')) }),
      'the same day': reads('e/1', { stored: { 'e/1': { start: time('2026-11-24T23:00:00Z') } } }),
      span: writes('e/1', { from: time('2026-01-01T00:00:00Z'), to: time('2026-01-02T00:00:00Z') }),
      'a range within': lists('b', { where: all(where('name', '>=', 'aa'), where('name', '<', 'ab')) }),
    },
    refused: {
      'earlier ones too': lists('e', { where: where('start', '>', time('2026-11-01T00:00:00Z')) }),
      'another day': reads('e/1', { stored: { 'e/1': { start: time('2026-11-25T00:00:00Z') } } }),
      backwards: writes('e/1', { from: time('2026-01-02T00:00:00Z'), to: time('2026-01-01T00:00:00Z') }),
      'a time and a text': writes('e/1', { from: '2026', to: time('2026-01-01T00:00:00Z') }),
      'a range that is wider': lists('b', { where: all(where('name', '>=', 'a'), where('name', '<', 'c')) }),
    },
  },
  'what the request itself leaves': {
    rules: `match /made/{id} {
        allow create: if request.auth != null && getAfter(request.path).data.x == request.resource.data.x && existsAfter(request.path) == true;
        allow delete: if request.auth != null && existsAfter(request.path) == false && exists(request.path);
        allow update: if get(request.path).data.x == resource.data.x && getAfter(request.path).data.x != resource.data.x; }
      match /wrong/{id} { allow create: if existsAfter(request.path) == false; }
      match /next/{id} { allow create: if existsAfter(/databases/$(database)/documents/other/x) == true; }`,
    allowed: {
      create: writes('made/1', { x: 'v' }, { as: u }),
      delete: writes('made/1', null, { as: u, stored: { 'made/1': { x: 'gone' } } }),
      update: updates('made/1', { x: 1 }, { x: 2 }, { as: u }),
      'with another in the same batch': writes('next/1', {}, { written: { 'other/x': {} } }),
      'with another that was there': writes('next/1', {}, { stored: { 'other/x': {} } }),
    },
    refused: {
      'the same again': updates('made/1', { x: 1 }, { x: 1, y: 1 }, { as: u }),
      'after a create it is there': writes('wrong/1', {}),
      'without the other': writes('next/1', {}),
    },
  },
  'a heart and its count in one batch': {
    rules: `match /users/{userId}/posts/{postId} {
        function canCount(userId, postId) {
          let hasValidFields = request.resource.data.diff(resource.data).affectedKeys().hasOnly(['heartCount']);
          let me = request.auth.uid;
          let after = existsAfter(/databases/$(database)/documents/users/$(userId)/posts/$(postId)/hearts/$(me));
          let before = exists(/databases/$(database)/documents/users/$(userId)/posts/$(postId)/hearts/$(me));
          let added = !before && after;
          let removed = before && !after;
          let change = request.resource.data.heartCount - resource.data.heartCount;
          let valid = change == 1 || change == -1;
          return hasValidFields && valid && (change == 1 ? added : removed);
        }
        allow update: if canCount(userId, postId);
        match /hearts/{uid} { allow write: if request.auth.uid == uid; }
      }`,
    allowed: {
      one: updates(
        'users/v/posts/p',
        { heartCount: 1 },
        { heartCount: 2 },
        { as: u, written: { 'users/v/posts/p/hearts/u': {} } },
      ),
      'the heart': writes('users/v/posts/p/hearts/u', {}, { as: u }),
    },
    refused: {
      'a count without a heart': updates('users/v/posts/p', { heartCount: 1 }, { heartCount: 2 }, { as: u }),
      two: updates(
        'users/v/posts/p',
        { heartCount: 1 },
        { heartCount: 3 },
        { as: u, written: { 'users/v/posts/p/hearts/u': {} } },
      ),
      'less, with a heart': updates(
        'users/v/posts/p',
        { heartCount: 1 },
        { heartCount: 0 },
        { as: u, written: { 'users/v/posts/p/hearts/u': {} } },
      ),
      'another field': updates(
        'users/v/posts/p',
        { heartCount: 1, t: 1 },
        { heartCount: 2, t: 2 },
        { as: u, written: { 'users/v/posts/p/hearts/u': {} } },
      ),
      'another’s heart': writes('users/v/posts/p/hearts/w', {}, { as: u }),
    },
  },
  'a name that is taken once': {
    rules: `match /users/{uid} { allow create: if request.auth.uid == uid
          && existsAfter(/databases/$(database)/documents/usernames/$(request.resource.data.username)); }
      match /usernames/{name} {
        allow read;
        allow create: if !exists(/databases/$(database)/documents/usernames/$(name)) && request.resource.data.uid == request.auth.uid
          && getAfter(/databases/$(database)/documents/users/$(request.auth.uid)).data.username == name;
        allow update: if false;
      }`,
    allowed: {
      user: writes('users/u', { username: 'ha' }, { as: u, written: { 'usernames/ha': { uid: 'u' } } }),
      name: writes('usernames/ha', { uid: 'u' }, { as: u, written: { 'users/u': { username: 'ha' } } }),
    },
    refused: {
      'user without a name': writes('users/u', { username: 'ha' }, { as: u }),
      'a name for later': writes('usernames/ha', { uid: 'u' }, { as: u }),
      'a name that has its owner': updates(
        'usernames/ha',
        { uid: 'v' },
        { uid: 'u' },
        { as: u, stored: { 'users/u': { username: 'ha' } } },
      ),
    },
  },
  'or true, and what binds first': {
    rules: `match /weeks/{weekId}/{document=**} {
        allow read: if true;
        allow write: if request.auth == null &&
          request.resource.data.keys().hasOnly(['updatedAt', 'days']) == false
          || true; }
      match /p/{id} { allow get: if !false && false || id == 'x' && true; allow list: if 1 + 2 * 3 == 7 && -2 + 3 == 1 && 7 % 4 * 2 == 6 && 10 - 2 - 3 == 5; }
      match /q/{id} { allow get: if id == 'a' ? true : id == 'b' ? true : false; allow create: if !(id in ['a', 'b']) == true; }`,
    allowed: {
      anybody: writes('weeks/1/days/2', {}, { as: u }),
      x: reads('p/x'),
      sums: lists('p'),
      b: reads('q/b'),
      c: writes('q/c', {}),
    },
    refused: { y: reads('p/y'), 'q c': reads('q/c'), 'q a': writes('q/a', {}) },
  },
  'debug is what it is given': {
    rules: `match /a/{id} { allow read: if request.auth != null && debug(request.auth.uid) == id; }
      match /b/{id} { allow read: if request.auth != null && debug(request.auth.uid); }
      match /c/{id} { function isOwner(userId) { return debug(request.auth != null) && debug(request.auth.uid == debug(userId)); }
        allow read: if isOwner(id); }`,
    allowed: { 'in a comparison': reads('a/u', { as: u }), 'around all of it': reads('c/u', { as: u }) },
    refused: { 'a text is no condition': reads('b/u', { as: u }), nobody: reads('c/u') },
  },
  'permissions in a list of the token, roles in a map of the project': {
    rules: `function can(p) { return request.auth != null && p in request.auth.token.permissions; }
      function isProjectAdmin(id) {
        return request.auth != null &&
          exists(/databases/$(database)/documents/projects/$(id)) &&
          (get(/databases/$(database)/documents/projects/$(id)).data.ownerId == request.auth.uid ||
           ('members' in get(/databases/$(database)/documents/projects/$(id)).data &&
            get(/databases/$(database)/documents/projects/$(id)).data.members[request.auth.uid] == 'project_admin'));
      }
      match /products/{id} { allow write: if can('products'); allow read: if resource.data.isActive == true; }
      match /projects/{id}/tasks/{t} { allow read, write: if isProjectAdmin(id); }`,
    allowed: {
      permitted: writes('products/p', {}, { as: user('u', { permissions: ['orders', 'products'] }) }),
      owner: lists('projects/p/tasks', {}, { as: u, stored: { 'projects/p': { ownerId: 'u' } } }),
      admin: writes(
        'projects/p/tasks/t',
        {},
        { as: v, stored: { 'projects/p': { ownerId: 'u', members: { v: 'project_admin' } } } },
      ),
      'the active ones': lists('products', { where: where('isActive', '==', true), limit: 20 }),
    },
    refused: {
      'no permission': writes('products/p', {}, { as: user('u', { permissions: ['orders'] }) }),
      'no list of them': writes('products/p', {}, { as: u }),
      member: lists(
        'projects/p/tasks',
        {},
        { as: v, stored: { 'projects/p': { ownerId: 'u', members: { v: 'viewer' } } } },
      ),
      'no project': lists('projects/p/tasks', {}, { as: u }),
      'all of them': lists('products'),
    },
  },
  'fields of a form, one after another': {
    rules: `match /jars/{jar}/items/{item} {
      allow read, delete: if request.auth != null;
      allow create, update: if request.auth != null
        && request.resource.data.keys().hasOnly(['id', 'title', 'status', 'lat', 'photos', 'meta'])
        && request.resource.data.id is string && request.resource.data.id == item
        && request.resource.data.title is string && request.resource.data.title.trim().size() > 0 && request.resource.data.title.size() <= 20
        && request.resource.data.status in ['wish', 'done']
        && request.resource.data.get('lat', 0) is number && request.resource.data.get('lat', 0) >= -90
        && (!('photos' in request.resource.data) || (request.resource.data.photos is list && request.resource.data.photos.size() <= 2))
        && (!request.resource.data.keys().hasAny(['meta']) || request.resource.data.meta.keys().hasOnly(['by'])); }`,
    allowed: {
      least: writes('jars/j/items/1', { id: '1', title: 'Áo dài', status: 'wish' }, { as: u }),
      most: writes(
        'jars/j/items/1',
        { id: '1', title: 'a', status: 'done', lat: float(-89.5), photos: ['a', 'b'], meta: { by: 'u' } },
        { as: u },
      ),
    },
    refused: {
      'only blanks': writes('jars/j/items/1', { id: '1', title: '   ', status: 'wish' }, { as: u }),
      'twenty-one letters': writes('jars/j/items/1', { id: '1', title: 'ạ'.repeat(21), status: 'wish' }, { as: u }),
      'another id': writes('jars/j/items/1', { id: '2', title: 'a', status: 'wish' }, { as: u }),
      'beyond the pole': writes('jars/j/items/1', { id: '1', title: 'a', status: 'wish', lat: -91 }, { as: u }),
      'three pictures': writes('jars/j/items/1', { id: '1', title: 'a', status: 'wish', photos: [1, 2, 3] }, { as: u }),
      'a map of more': writes(
        'jars/j/items/1',
        { id: '1', title: 'a', status: 'wish', meta: { by: 'u', at: 1 } },
        { as: u },
      ),
      'a field more': writes('jars/j/items/1', { id: '1', title: 'a', status: 'wish', admin: true }, { as: u }),
    },
  },
  'all in one line, as Terraform writes it': {
    rules: `service cloud.firestore {match /databases/{database}/documents { match /parents/{p} {allow read, write: if l() && (request.auth.uid == p || a());match /{children=**} {allow read, write: if l() && (request.auth.uid == p || a());}}function l() {return request.auth.uid != null;}function a() {return get(/databases/$(database)/documents/admins/$(request.auth.uid)).data.isAdmin == true;} } }`,
    allowed: {
      parent: reads('parents/u', { as: u }),
      children: writes('parents/u/c/1/d/2', {}, { as: u }),
      admin: reads('parents/u', { as: v, stored: { 'admins/v': { isAdmin: true } } }),
    },
    refused: { 'no admin': reads('parents/u', { as: v }), nobody: reads('parents/u') },
  },
};

decides(CASES);

/** Where each is told, as line and column. */
test.each<[string, string, string]>([
  ['a brace too few', `service cloud.firestore {\n  match /a/{b} {\n    allow read;\n  }\n`, '5:1'],
  ['a brace too many', `service cloud.firestore {\n  match /a/{b} { allow read; }\n}\n}`, '4:1'],
  ['a word that is none', `rules_version = '2';\nservice cloud.firestore {\n  banana\n}`, '3:3'],
  ['JavaScript', `service cloud.firestore {\n  match /a/{b} { allow read: if request.auth !== null; }\n}`, '2:48'],
  ['an arrow function', `service cloud.firestore {\n  match /a/{b} { allow read: if ['x'].map(x => x); }\n}`, '2:45'],
  ['one equals sign', `service cloud.firestore {\n  match /a/{b} { allow read: if b = 'x'; }\n}`, '2:35'],
  [
    'the words and, or',
    `service cloud.firestore {\n  match /a/{b} { allow read: if b == 'x' and b == 'y'; }\n}`,
    '2:42',
  ],
  ['an if without a condition', `service cloud.firestore {\n  match /a/{b} { allow read: if; }\n}`, '2:32'],
  ['no if', `service cloud.firestore {\n  match /a/{b} { allow read: true; }\n}`, '2:30'],
  ['a path without its slash', `service cloud.firestore {\n  match a/{b} { allow read; }\n}`, '2:9'],
  ['a text that does not end', `service cloud.firestore {\n  match /a/{b} { allow read: if b == 'x; }\n}`, '2:38'],
  ['typographic quotes', `service cloud.firestore {\n  match /a/{b} { allow read: if b == ‘x’; }\n}`, '2:38'],
  ['a wildcard in the middle of a segment', `service cloud.firestore {\n  match /a-{b}/{c} { allow read; }\n}`, '2:13'],
  ['an if of JavaScript', `service cloud.firestore {\n  function f() { if (true) { return 1; } }\n}`, '2:18'],
  ['const instead of let', `service cloud.firestore {\n  function f() { const x = 1; return x; }\n}`, '2:18'],
  ['two returns', `service cloud.firestore {\n  function f() { return 1; return 2; }\n}`, '2:28'],
  [
    'a function that calls itself',
    `service cloud.firestore {\n  function f(x) { return f(x); }\n  match /a/{b} { allow read: if f(b); }\n}`,
    '2:3',
  ],
  ['a version that is none', `rules_version = '3';\nservice cloud.firestore { }`, '1:17'],
  ['nothing', ``, '1:1'],
])('tells where %s is', (_what, source, at) => {
  expect(placeOf(source)).toBe(at);
});
