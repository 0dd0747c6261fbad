// Draws the charts in the colours of the reader's theme, and again when it changes.
const options = JSON.parse(document.getElementById('options').textContent);
const charts = [...document.querySelectorAll('.chart')].map(place => echarts.init(place));
function draw() {
  charts.forEach((chart, i) => chart.setOption(drawn(options[i]), true));
}
draw();
dark.addEventListener('change', draw);
window.addEventListener('resize', () => charts.forEach(chart => chart.resize()));
