// The list of runs: filters while one types, keeps itself up to date, sorts by a column, counts what is ticked.
const search = document.getElementById('q');
const table = document.getElementById('runs');
const between = 4000;

const rows = () => table ? [...table.tBodies[0].rows] : [];

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows()) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  const all = rows().length;
  const sum = all === 1 ? '1 run' : all + ' runs';
  document.getElementById('shown').textContent = shown === all ? sum : shown + ' of ' + sum;
}

function count() {
  const ticked = document.querySelectorAll('input[name=run]:checked').length;
  document.getElementById('go').disabled = ticked === 0;
  document.getElementById('ticked').textContent = ticked === 0 ? 'Tick runs to see them side by side.' : ticked + ' ticked';
}

// Columns of figures by number, others by text; what has no figure stands last.
function sort(column, descending) {
  const key = row => row.cells[column].textContent.trim();
  const order = (a, b) => {
    const numbers = [parseFloat(a), parseFloat(b)];
    if (column > 3) {
      return (isNaN(numbers[0]) ? -Infinity : numbers[0]) - (isNaN(numbers[1]) ? -Infinity : numbers[1]);
    }
    return a < b ? -1 : a > b ? 1 : 0;
  };
  const before = rows();
  const sorted = rows().sort((one, other) => (descending ? -1 : 1) * order(key(one), key(other)));
  // A row that is moved loses the keyboard's place.
  if (sorted.some((row, at) => row !== before[at])) {
    table.tBodies[0].append(...sorted);
  }
}

function sorted() {
  const heads = [...table.tHead.rows[0].cells];
  const column = heads.findIndex(head => ['ascending', 'descending'].includes(head.getAttribute('aria-sort')));
  sort(column, heads[column].getAttribute('aria-sort') === 'descending');
}

function sortBy(head) {
  const descending = head.getAttribute('aria-sort') !== 'descending';
  for (const other of table.tHead.rows[0].cells) {
    if (other.hasAttribute('aria-sort')) {
      other.setAttribute('aria-sort', 'none');
    }
  }
  head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  sorted();
}

// The page as the server would show it now. Only cells that changed are replaced, so that ticks and the keyboard's place stay.
async function refresh() {
  if (document.hidden) {
    return;
  }
  const answer = await fetch('/');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const now = page.getElementById('runs');
  if (!answer.ok || !now) {
    return;
  }
  if (!table) {
    location.reload();
    return;
  }
  const old = new Map(rows().map(row => [row.dataset.id, row]));
  let changed = false;
  for (const row of [...now.tBodies[0].rows]) {
    const before = old.get(row.dataset.id);
    old.delete(row.dataset.id);
    if (!before) {
      table.tBodies[0].prepend(document.adoptNode(row));
      changed = true;
      continue;
    }
    [...row.cells].forEach((cell, at) => {
      if (before.cells[at].innerHTML !== cell.innerHTML) {
        before.cells[at].replaceWith(document.adoptNode(cell));
        changed = true;
      }
    });
  }
  for (const gone of old.values()) {
    gone.remove();
    changed = true;
  }
  if (changed) {
    sorted();
    filter();
    count();
  }
}

if (table) {
  count();
  table.addEventListener('change', count);
  for (const head of table.tHead.rows[0].cells) {
    const button = head.querySelector('button');
    if (button) {
      button.addEventListener('click', () => sortBy(head));
    }
  }
}
search.addEventListener('input', filter);
// A search in the address was made by the server: from here on the page has all rows and does it itself.
if (new URLSearchParams(location.search).get('q')) {
  refresh();
}
setInterval(() => refresh().catch(() => { document.getElementById('shown').textContent = 'The server has ended.'; }), between);
