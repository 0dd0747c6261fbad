// How a chart is drawn in the colours of the reader's theme. Options come from kd4j.report.Chart.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
// Told apart without colour too: each tone has a dash of its own. All have a contrast of 3 to 1 or more with the paper.
const tones = {
  light: ['#9a5a00', '#0550ae', '#00694f', '#9b2f86', '#5b5f00', '#b3261e', '#4b5563'],
  dark: ['#f0a84a', '#7ab7ff', '#4fd1a5', '#e79ad6', '#cdd267', '#ff9d94', '#b4bcc6'],
};
const dashes = ['dashed', 'dotted', 'solid', [8, 3, 2, 3], [2, 6], [12, 4], [4, 2]];

function drawn(option) {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue('--ink').trim();
  const line = style.getPropertyValue('--line').trim();
  const palette = dark.matches ? tones.dark : tones.light;
  const axis = {
    nameLocation: 'middle',
    nameGap: 32,
    nameTextStyle: {color: ink},
    axisLabel: {color: ink},
    axisLine: {lineStyle: {color: ink}},
    splitLine: {lineStyle: {color: line}},
  };
  return {
    animation: false,
    grid: {left: 60, right: 45, top: 50, bottom: 55},
    tooltip: {
      trigger: option.series.some(s => s.type === 'scatter') ? 'item' : 'axis',
      confine: true,
      formatter: told,
    },
    legend: {...option.legend, top: 0, type: 'scroll', textStyle: {color: ink}},
    xAxis: {...axis, ...option.xAxis, splitLine: {show: false}},
    yAxis: {...axis, nameGap: 45, ...option.yAxis},
    series: option.series.map(s => toned(s, palette[s.tone % palette.length])),
  };
}

function toned(series, color) {
  const line = {width: 2, color, type: dashes[series.tone % dashes.length], ...series.lineStyle};
  const area = series.areaStyle ? {...series.areaStyle, color} : undefined;
  return {...series, lineStyle: line, areaStyle: area, itemStyle: {color}, ...mark(series), symbolSize: 12};
}

// A line is one from its second point on; until then its point is drawn.
function mark(series) {
  return series.type === 'line' && series.data.length > 1 ? {symbol: 'none'} : {showSymbol: true, symbol: 'circle'};
}

// Bands have no name and are left out. Text of the run is shown as text, whatever is in it.
function told(points) {
  const all = (Array.isArray(points) ? points : [points]).filter(p => p.seriesName);
  const box = document.createElement('div');
  if (Array.isArray(points)) {
    box.append(document.createTextNode(points[0].axisValueLabel));
  }
  for (const point of all) {
    const row = document.createElement('div');
    const value = Array.isArray(point.value) ? point.value.map(short).join(', ') : short(point.value);
    row.append(document.createTextNode(point.seriesName + ': ' + value));
    box.append(row);
  }
  return box;
}

function short(number) {
  return Number(number).toLocaleString('en', {maximumSignificantDigits: 5});
}
