// Curves of one run that grow as its files do.
const run = document.getElementById('run');
const arms = ['teacher', 'student-alone', 'distilled'];
const trainings = new Map();
let numbers = false;
let due = false;

const armOf = training => training.slice(training.indexOf('/') + 1);
const seedOf = training => training.slice('seed-'.length, training.indexOf('/'));
const place = training => 10 * seedOf(training) + arms.indexOf(armOf(training));
const percent = value => value == null || numbers ? value : 100 * value;

// What each chart shows of a training: a value an epoch.
const shown = {
  figure: {of: epoch => percent(epoch.figure), unit: () => numbers ? 'RMSE' : 'accuracy %'},
  objective: {of: epoch => epoch.objective, unit: () => ''},
  likeness: {of: epoch => percent(epoch.likeness), unit: () => numbers ? 'distance' : '%'},
  beside: {of: epoch => percent(epoch.beside), unit: () => numbers ? 'R^2' : '%'},
};

function lines(of) {
  const all = [];
  for (const [training, epochs] of [...trainings].sort(([one], [other]) => place(one) - place(other))) {
    const data = epochs.map(of);
    if (data.some(value => value != null)) {
      all.push({name: armOf(training), seed: seedOf(training), tone: arms.indexOf(armOf(training)), data});
    }
  }
  return all;
}

function terms() {
  const names = new Set();
  const of = [...trainings].filter(([training]) => armOf(training) === 'distilled').map(([, epochs]) => epochs);
  of.forEach(epochs => epochs.forEach(epoch => Object.keys(epoch.terms).forEach(name => names.add(name))));
  const longest = Math.max(0, ...of.map(epochs => epochs.length));
  return [...names].map((name, i) => ({
    name,
    seed: 'mean',
    tone: 3 + i,
    data: Array.from({length: longest}, (_, at) => {
      const there = of.filter(epochs => epochs.length > at).map(epochs => epochs[at].terms[name] ?? 0);
      return there.reduce((sum, value) => sum + value, 0) / there.length;
    }),
  }));
}

function option(all, unit) {
  const longest = Math.max(0, ...all.map(line => line.data.length));
  return {
    legend: {data: [...new Set(all.map(line => line.name))]},
    xAxis: {type: 'category', name: 'epoch', data: Array.from({length: longest}, (_, at) => String(at + 1))},
    yAxis: {type: 'value', scale: true, name: unit},
    series: all.map(line => ({name: line.name, type: 'line', tone: line.tone, data: line.data})),
  };
}

const charts = new Map();
function chart(id) {
  if (!charts.has(id)) {
    charts.set(id, echarts.init(document.getElementById(id)));
  }
  return charts.get(id);
}

function show(id, all, unit) {
  const figure = document.getElementById(id).closest('figure');
  figure.hidden = all.length === 0;
  if (all.length > 0) {
    chart(id).setOption(drawn(option(all, unit)), true);
    chart(id).resize();
  }
  const details = figure.querySelector('details');
  if (details.open) {
    fill(details.querySelector('table'), all);
  }
}

// Text of the run is shown as text, whatever is in it.
function cell(row, text, kind) {
  const made = document.createElement(kind);
  made.textContent = text;
  row.append(made);
}

function fill(table, all) {
  table.replaceChildren();
  const head = table.createTHead().insertRow();
  cell(head, 'epoch', 'th');
  all.forEach(line => cell(head, line.name + ', ' + (line.seed === 'mean' ? 'mean' : 'seed ' + line.seed), 'th'));
  const body = table.createTBody();
  const longest = Math.max(0, ...all.map(line => line.data.length));
  for (let at = 0; at < longest; at++) {
    const row = body.insertRow();
    cell(row, at + 1, 'td');
    all.forEach(line => cell(row, line.data[at] == null ? '' : short(line.data[at]), 'td'));
  }
}

function draw() {
  due = false;
  for (const [id, chart] of Object.entries(shown)) {
    show(id, lines(chart.of), chart.unit());
  }
  show('terms', terms(), '');
  let points = 0;
  trainings.forEach(epochs => points += epochs.length);
  document.getElementById('points').textContent = points;
}

// Many epochs may come at once: they are drawn together.
function soon() {
  if (!due) {
    due = true;
    setTimeout(draw, 150);
  }
}

function said(id, text) {
  const where = document.getElementById(id);
  if (where.textContent !== text) {
    where.textContent = text;
  }
}

// The arms' figures on the test rows, which are there at the end.
async function figures() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  document.getElementById('arms').replaceWith(document.adoptNode(page.getElementById('arms')));
}

const source = new EventSource('/events?id=' + encodeURIComponent(run.dataset.id));
source.addEventListener('open', () => said('link', 'Live.'));
source.addEventListener('error', () => said('link', source.readyState === EventSource.CLOSED
  ? 'The server has ended; what is drawn stays.' : 'Connection lost, trying again.'));
source.addEventListener('epoch', event => {
  const {training, number, epoch} = JSON.parse(event.data);
  numbers = epoch.numbers;
  if (!trainings.has(training)) {
    trainings.set(training, []);
  }
  trainings.get(training)[number - 1] = epoch;
  soon();
});
source.addEventListener('anew', event => {
  trainings.delete(JSON.parse(event.data).training);
  soon();
});
source.addEventListener('state', event => {
  const now = JSON.parse(event.data);
  const state = document.getElementById('state');
  state.textContent = now.state;
  state.className = 'state ' + now.state;
  said('progress', now.progress);
  said('problem', now.problem);
  document.getElementById('share').value = now.share;
});
source.addEventListener('problem', event => said('problem', JSON.parse(event.data).text));
source.addEventListener('end', () => {
  source.close();
  said('link', 'The run is finished.');
  document.getElementById('report').hidden = false;
  figures().catch(() => said('link', 'The run is finished. Open the page again to see its figures.'));
});

draw();
dark.addEventListener('change', draw);
window.addEventListener('resize', () => charts.forEach(chart => chart.resize()));
document.querySelectorAll('details').forEach(details => details.addEventListener('toggle', soon));
