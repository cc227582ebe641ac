// The recipe: paints, named parts, frames, profiles, and primitives that the program combines.
#pragma once
#include "../exact/noise.hpp"
#include "../exact/random.hpp"

namespace piwa {

/// Part of every random counter: a new version never repeats the draws of an old one.
constexpr u32 generatorVersion = 2;

/// Meaning of size[0..3]; the own axis is y:
/// ellipsoid: half axes; box: half sides; cylinder: radius, half height;
/// cone: lower radius, half height, upper radius; torus: major and minor radius, around y;
/// superquadric: half axes, exponent; capsule: half length, lower radius, upper radius;
/// frame: half sides, half thickness of the bars; lathe: scale of the radii, half height, with the
/// eight radii of its profile as a smooth curve; turned: a polygon (radius, y) turned around y;
/// prism: a polygon (x, y), half depth along z in size[2];
/// arc: major and minor radius, half angle from +y, in the xy plane, with round ends;
/// volume: the parent of an augmented asset, stretched by the sizes.
enum class Shape : i32 {
  ellipsoid,
  box,
  cylinder,
  cone,
  torus,
  superquadric,
  capsule,
  frame,
  lathe,
  turned,
  prism,
  arc,
  volume
};

constexpr i32 shapeCount = 13;

enum class Operation : i32 { unite, subtract };

enum class Material : i32 {
  wood,
  metal,
  ceramic,
  fabric,
  stone,
  glass,
  skin,
  leaf,
  plastic,
  leather,
  food,
  paper
};

enum class Pattern : i32 {
  plain,
  grain,
  brushed,
  speckled,
  weave,
  veined,
  mottled,
  stripes,
  checker,
  patches,
  scales,
  bricks
};

struct Color {
  f32 hue;
  f32 saturation;
  f32 value;
};

/// One glTF material.
struct Paint {
  Material kind;
  Pattern pattern;
  f32 frequency;
  Color color;
  f32 colorA[3];
  f32 colorB[3];
  i32 roughnessPercent;
  i32 metallicPercent;
};

struct PartName {
  const char* name;
  i32 paint;
};

/// A place to build a part or a whole other family in: rotation, then scale, then origin.
struct Frame {
  f32 origin[3];
  f32 rotation[9];
  f32 scale;
  f32 inverseScale;
};

constexpr i32 profilePointsMax = 14;

/// Points of a polygon, or the eight radii of a lathe in x. `inverse` is one over the squared
/// length of the edge that ends in the point.
struct Profile {
  i32 count;
  f32 x[profilePointsMax];
  f32 y[profilePointsMax];
  f32 inverse[profilePointsMax];
};

constexpr i32 noFrame = -1;
constexpr i32 noPart = -1;
constexpr i32 latheRadii = 8;

struct Primitive {
  Shape shape;
  Operation operation;
  f32 blend;
  i32 part;
  i32 frame;
  i32 mirrorX;
  i32 mirrorZ;
  f32 foldAngle;
  f32 center[3];
  i32 turned;
  f32 rotation[9];
  i32 repeatCount[3];
  f32 repeatStep[3];
  f32 size[4];
  f32 rounding;
  f32 hollow;
  i32 profile;
  f32 displacement;
  f32 displacementFrequency;
  u32 seed;
  f32 derived[4];
  f32 slope;
};

constexpr i32 primitivesMax = 64;
constexpr i32 paintsMax = 8;
constexpr i32 partsMax = 32;
constexpr i32 framesMax = 12;
constexpr i32 profilesMax = 10;
constexpr i32 tagsMax = 8;
constexpr u32 captionBytesMax = 480;

struct Volume;

struct Recipe {
  AssetSeed seed;
  /// The parent of an augmented asset, or null.
  const Volume* volume;
  i32 repainted;
  const char* family;
  i32 count;
  Primitive primitive[primitivesMax];
  i32 paintCount;
  Paint paint[paintsMax];
  i32 partCount;
  PartName part[partsMax];
  i32 frameCount;
  Frame frame[framesMax];
  i32 profileCount;
  Profile profile[profilesMax];
  i32 tagCount;
  const char* tag[tagsMax];
  f32 twist;
  f32 slope;
  f32 fitOffset[3];
  f32 fitScale;
  f32 fitInverse;
  u32 noiseSeed;
  u8 caption[captionBytesMax];
  u32 captionLength;
};

PIWA_INLINE const char* materialName(Material kind) {
  switch (kind) {
    case Material::wood:
      return "wood";
    case Material::metal:
      return "metal";
    case Material::ceramic:
      return "ceramic";
    case Material::fabric:
      return "fabric";
    case Material::stone:
      return "stone";
    case Material::glass:
      return "glass";
    case Material::skin:
      return "skin";
    case Material::leaf:
      return "leaf";
    case Material::plastic:
      return "plastic";
    case Material::leather:
      return "leather";
    case Material::food:
      return "food";
    default:
      return "paper";
  }
}

}  // namespace piwa
