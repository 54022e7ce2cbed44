// A sea at dusk in raw WebGL 2. The picture is a function of time alone, so any frame can be drawn first.

const DURATION = 6;
const COLUMNS = 160;
const ROWS = 120;
const { SKY_VERTEX, SKY_FRAGMENT, WATER_VERTEX, WATER_FRAGMENT } = window;

const canvas = document.querySelector('#sea');
const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, preserveDrawingBuffer: true });
if (gl === null) throw new Error('This browser has no WebGL 2.');

function compile(type, source) {
  const shader = gl.createShader(type);
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader));
  return shader;
}

/** @returns the program and its uniforms by name. */
function link(vertex, fragment) {
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl.VERTEX_SHADER, vertex));
  gl.attachShader(program, compile(gl.FRAGMENT_SHADER, fragment));
  gl.bindAttribLocation(program, 0, 'grid');
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  const uniforms = {};
  for (let index = 0; index < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); index++) {
    const { name } = gl.getActiveUniform(program, index);
    uniforms[name] = gl.getUniformLocation(program, name);
  }
  return { program, uniforms };
}

/** A grid of unit size as triangles. @returns the number of indices. */
function uploadGrid() {
  const vertices = new Float32Array((COLUMNS + 1) * (ROWS + 1) * 2);
  const indices = new Uint32Array(COLUMNS * ROWS * 6);
  let v = 0;
  let i = 0;
  for (let row = 0; row <= ROWS; row++) {
    for (let column = 0; column <= COLUMNS; column++) {
      vertices[v++] = column / COLUMNS;
      vertices[v++] = row / ROWS;
      if (row === ROWS || column === COLUMNS) continue;
      const corner = row * (COLUMNS + 1) + column;
      const above = corner + COLUMNS + 1;
      indices.set([corner, corner + 1, above, above, corner + 1, above + 1], i);
      i += 6;
    }
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.STATIC_DRAW);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  return indices.length;
}

/** Looks along +z, pitched and rolled a little: projection × view, column by column. */
function cameraMatrix([x, y, z], pitch, roll) {
  const focal = 1.55;
  const aspect = canvas.width / canvas.height;
  const near = 0.1;
  const far = 80;
  const [sinPitch, cosPitch, sinRoll, cosRoll] = [
    Math.sin(pitch),
    Math.cos(pitch),
    Math.sin(roll),
    Math.cos(roll),
  ];
  const right = [cosRoll, sinRoll * cosPitch, sinRoll * sinPitch];
  const up = [-sinRoll, cosRoll * cosPitch, cosRoll * sinPitch];
  const forward = [0, -sinPitch, cosPitch];
  const offset = (axis) => -(axis[0] * x + axis[1] * y + axis[2] * z);
  const column = (a) => [
    (right[a] * focal) / aspect,
    up[a] * focal,
    (forward[a] * (far + near)) / (far - near),
    forward[a],
  ];
  const depth = (offset(forward) * (far + near) - 2 * far * near) / (far - near);
  return [
    ...column(0),
    ...column(1),
    ...column(2),
    (offset(right) * focal) / aspect,
    offset(up) * focal,
    depth,
    offset(forward),
  ];
}

const sky = link(SKY_VERTEX, SKY_FRAGMENT);
const water = link(WATER_VERTEX, WATER_FRAGMENT);
const indexCount = uploadGrid();
gl.enable(gl.DEPTH_TEST);

function draw(time) {
  const phase = (time / DURATION) % 1;
  const sway = Math.sin(phase * 2 * Math.PI);
  const eye = [sway * 0.5, 2.75 + 0.18 * Math.cos(phase * 2 * Math.PI), 0];
  const pitch = 0.1;

  gl.clear(gl.DEPTH_BUFFER_BIT);
  gl.useProgram(water.program);
  gl.uniformMatrix4fv(water.uniforms.camera, false, cameraMatrix(eye, pitch, sway * 0.008));
  gl.uniform1f(water.uniforms.phase, phase);
  gl.uniform3f(water.uniforms.eye, ...eye);
  gl.uniform3f(water.uniforms.light, 0.4, 0.22, 0.89);
  gl.drawElements(gl.TRIANGLES, indexCount, gl.UNSIGNED_INT, 0);

  // Last, so that only what the water leaves free is shaded.
  gl.useProgram(sky.program);
  gl.uniform2f(sky.uniforms.sun, 0.38, 0.29);
  gl.uniform1f(sky.uniforms.horizon, 0.15);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}

const EASE_OUT = 'cubic-bezier(0.16, 1, 0.3, 1)';
for (const [index, line] of document.querySelectorAll('#title > *').entries()) {
  line.animate(
    { opacity: [0, 1], transform: ['translateY(24px)', 'none'] },
    { delay: 300 + index * 250, duration: 1400, easing: EASE_OUT, fill: 'both' },
  );
}

draw(0);
window.addEventListener('hf-seek', ({ detail }) => draw(detail.time));
