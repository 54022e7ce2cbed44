/** Colours that the sky and the water share, and the haze in which they meet. */
const PALETTE = /* glsl */ `
  const vec3 INK = vec3(0.055, 0.062, 0.145);
  const vec3 INDIGO = vec3(0.150, 0.105, 0.300);
  const vec3 PLUM = vec3(0.400, 0.165, 0.420);
  const vec3 CORAL = vec3(0.894, 0.376, 0.353);
  const vec3 SAND = vec3(0.980, 0.690, 0.420);

  /** Breaks up the bands of a smooth gradient by less than one level; the same for every frame. */
  vec3 dither(vec3 colour) {
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    return colour + (noise - 0.5) / 255.0;
  }
`;

window.SKY_VERTEX = /* glsl */ `#version 300 es
  out vec2 screen;
  void main() {
    screen = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0;
    gl_Position = vec4(screen, 0.9999, 1.0);
  }
`;

window.SKY_FRAGMENT = /* glsl */ `#version 300 es
  precision highp float;
  uniform vec2 sun;
  uniform float horizon;
  in vec2 screen;
  out vec4 colour;
  ${PALETTE}
  void main() {
    float height = max(screen.y - horizon, 0.0);
    vec3 sky = mix(PLUM, INDIGO, smoothstep(0.0, 0.28, height));
    sky = mix(sky, INK, smoothstep(0.15, 0.85, height));
    float distance = length((screen - sun) * vec2(16.0 / 9.0, 1.0));
    float glow = exp(-distance * 2.6);
    sky += CORAL * glow * 0.55;
    vec3 disc = mix(CORAL, SAND, smoothstep(-0.25, 0.25, screen.y - sun.y));
    sky = mix(sky, disc, 1.0 - smoothstep(0.268, 0.272, distance));
    colour = vec4(dither(sky), 1.0);
  }
`;

window.WATER_VERTEX = /* glsl */ `#version 300 es
  in vec2 grid;
  uniform mat4 camera;
  uniform float phase; // turns of the loop, 0 to 1
  out vec3 position;
  out vec3 normal;
  const float TAU = 6.28318530718;

  /** Adds a wave with sharp crests: (height, slope along x, slope along z). Whole turns per loop make it seamless. */
  vec3 wave(vec2 at, vec2 direction, float size, float turns, float offset) {
    float angle = dot(at, direction) + TAU * (phase * turns + offset);
    float height = size * exp(sin(angle) - 1.0);
    return vec3(height, direction * height * cos(angle));
  }

  void main() {
    float depth = grid.y * grid.y; // more rows near the camera
    float z = mix(0.8, 60.0, depth);
    vec2 at = vec2((grid.x - 0.5) * (z * 2.7 + 5.0), z); // as wide as what the camera sees
    vec3 sum = wave(at, vec2(0.30, 0.46), 0.92, 1.0, 0.10)
      + wave(at, vec2(-0.66, 0.42), 0.58, 1.0, 0.45)
      + wave(at, vec2(1.05, 1.15), 0.28, 2.0, 0.80)
      + wave(at, vec2(-1.70, 1.30), 0.15, 2.0, 0.25)
      + wave(at, vec2(2.60, 2.20), 0.07, 3.0, 0.60);
    sum *= 1.0 - smoothstep(25.0, 60.0, z); // calm at the horizon
    position = vec3(at.x, sum.x, at.y);
    normal = vec3(-sum.y, 1.0, -sum.z);
    gl_Position = camera * vec4(position, 1.0);
  }
`;

window.WATER_FRAGMENT = /* glsl */ `#version 300 es
  precision highp float;
  uniform vec3 eye;
  uniform vec3 light;
  in vec3 position;
  in vec3 normal;
  out vec4 colour;
  ${PALETTE}

  float squared(float x) {
    return x * x;
  }

  /** Thin lines that follow the swell, one pixel wide at any distance, gone where they would flicker. */
  float lanes(float coordinate) {
    float width = fwidth(coordinate);
    float line = 1.0 - smoothstep(0.6, 1.6, abs(fract(coordinate - 0.5) - 0.5) / width);
    return line * (1.0 - smoothstep(0.12, 0.4, width));
  }

  void main() {
    vec3 n = normalize(normal);
    vec3 view = normalize(eye - position);
    float crest = smoothstep(0.35, 1.75, position.y);
    vec3 water = mix(INK * 0.85, INDIGO, crest);
    water = mix(water, PLUM, crest * crest * 0.9);
    float grazing = 1.0 - max(dot(n, view), 0.0);
    float sheen = squared(squared(grazing));
    water = mix(water, mix(PLUM, CORAL, 0.45), sheen * 0.55);
    float glint = squared(squared(squared(squared(squared(max(dot(n, normalize(view + light)), 0.0))))));
    water += mix(CORAL, SAND, glint) * glint * 1.15;
    water += mix(PLUM, SAND, crest) * lanes(position.x * 2.2 + position.y * 1.2) * 0.22;
    float away = length(eye - position);
    water = mix(water, mix(PLUM, CORAL, 0.22), 1.0 - exp(-squared(away / 30.0)));
    colour = vec4(dither(water), 1.0);
  }
`;
