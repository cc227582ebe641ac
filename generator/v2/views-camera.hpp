// Cameras: positions spread evenly around the asset, each so far that its bounding sphere fits.
#pragma once
#include "../exact/math.hpp"

namespace piwa {

/// World space is the scene of the GLB: its node halves the units of the mesh.
constexpr f32 worldPerStep = 0.5f / 32767.f;

constexpr f32 cameraAngle = 0.698131701f;
constexpr f32 tangentOfHalfAngle = 0.363970234f;
constexpr f32 sineOfHalfAngle = 0.342020143f;
constexpr f32 frameMargin = 1.05f;

/// Sines of the lowest and the highest elevation, -10 and 60 degrees.
constexpr f32 lowestSine = -0.173648178f;
constexpr f32 highestSine = 0.866025404f;
/// Where the first camera stands between them: at 20 degrees.
constexpr f32 firstHeight = 0.496003f;
constexpr f32 firstTurn = 0.1f;

struct Sphere {
  f32 center[3];
  f32 radius;
};

struct Camera {
  f32 right[3];
  f32 up[3];
  f32 back[3];
  f32 eye[3];
  f32 center[3];
  f32 distance;
  f32 nearest;
  f32 farthest;
  /// Of the image plane at distance 1, in pixels.
  f32 focal;
};

/// Camera `index` of `count`: a spherical Fibonacci lattice that starts at three-quarter front.
PIWA_NOINLINE Camera cameraOf(u32 index, u32 count, const Sphere& sphere, i32 size) {
  constexpr u32 goldenTurn = 2654435769u;
  const f32 turn = (f32)(index * goldenTurn >> 8) * (1.f / 16777216.f);
  f32 height = firstHeight + (f32)index / (f32)count;
  height = height - floorOf(height);
  const f32 se = lowestSine + (highestSine - lowestSine) * height;
  const f32 ce = squareRoot(1.f - se * se);
  const SineCosine<f32> azimuth = sineCosine((turn + firstTurn) * fullTurn);
  const f32 sa = azimuth.sine;
  const f32 ca = azimuth.cosine;
  Camera camera{{ca, 0.f, -sa}, {-se * sa, ce, -se * ca}, {ce * sa, se, ce * ca},
                {}, {}, 0.f, 0.f, 0.f, 0.f};
  const f32 reach = sphere.radius * frameMargin;
  camera.distance = reach / sineOfHalfAngle;
  for (i32 i = 0; i < 3; i++) {
    camera.center[i] = sphere.center[i];
    camera.eye[i] = sphere.center[i] + camera.back[i] * camera.distance;
  }
  camera.nearest = camera.distance - reach;
  camera.farthest = camera.distance + reach;
  camera.focal = (f32)size * (.5f / tangentOfHalfAngle);
  return camera;
}

/// Camera to world, rows of a 4x4 matrix in the axes of OpenGL, then angle, near, far.
PIWA_NOINLINE void writeCamera(const Camera& camera, f32* out) {
  for (i32 row = 0; row < 3; row++) {
    out[row * 4] = camera.right[row];
    out[row * 4 + 1] = camera.up[row];
    out[row * 4 + 2] = camera.back[row];
    out[row * 4 + 3] = camera.eye[row];
  }
  for (i32 column = 0; column < 4; column++) {
    out[12 + column] = column == 3 ? 1.f : 0.f;
  }
  out[16] = cameraAngle;
  out[17] = camera.nearest;
  out[18] = camera.farthest;
}

PIWA_INLINE f32 dot(const f32* a, const f32* b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

}  // namespace piwa
