// SPDX-License-Identifier: MIT
// The 200 points that the demonstration learns from:
//
//     f(x) = (cos 3x + x) / ((x + 0.2)(x - 0.9) sin 2πx)   on [-1, 1], with poles at -1, -0.5, -0.2, 0, 0.5, 0.9 and 1
//
// They are stored as bits, since at -1 and 1 the denominator is only rounding: another sine makes another sign. x is
// torch.linspace(-1, 1, 200) and y is f in PyTorch's single precision. Clamped to ±limit, these are the x and y of the
// golden training runs d02, d18, d19 and d20, bit for bit. The header includes nothing, so it can lie in any flash.
#pragma once

namespace singularity {

inline constexpr unsigned points = 200;
inline constexpr float limit = 100.0f;  ///< where the demonstration clamps its targets
inline constexpr double poles[] = {-1.0, -0.5, -0.2, 0.0, 0.5, 0.9, 1.0};

inline constexpr float x[points] = {
    -0x1p+0f,        -0x1.fadab2p-1f, -0x1.f5b564p-1f, -0x1.f09014p-1f, -0x1.eb6ac6p-1f, -0x1.e64578p-1f,
    -0x1.e1202ap-1f, -0x1.dbfadap-1f, -0x1.d6d58cp-1f, -0x1.d1b03ep-1f, -0x1.cc8afp-1f,  -0x1.c765ap-1f,
    -0x1.c24052p-1f, -0x1.bd1b04p-1f, -0x1.b7f5b6p-1f, -0x1.b2d066p-1f, -0x1.adab18p-1f, -0x1.a885cap-1f,
    -0x1.a3607cp-1f, -0x1.9e3b2cp-1f, -0x1.9915dep-1f, -0x1.93f09p-1f,  -0x1.8ecb42p-1f, -0x1.89a5f2p-1f,
    -0x1.8480a4p-1f, -0x1.7f5b56p-1f, -0x1.7a3608p-1f, -0x1.7510b8p-1f, -0x1.6feb6ap-1f, -0x1.6ac61cp-1f,
    -0x1.65a0cep-1f, -0x1.607b7ep-1f, -0x1.5b563p-1f,  -0x1.5630e2p-1f, -0x1.510b94p-1f, -0x1.4be644p-1f,
    -0x1.46c0f6p-1f, -0x1.419ba8p-1f, -0x1.3c765ap-1f, -0x1.37510ap-1f, -0x1.322bbep-1f, -0x1.2d067p-1f,
    -0x1.27e122p-1f, -0x1.22bbd2p-1f, -0x1.1d9684p-1f, -0x1.187136p-1f, -0x1.134be8p-1f, -0x1.0e2698p-1f,
    -0x1.09014ap-1f, -0x1.03dbfcp-1f, -0x1.fd6d5ap-2f, -0x1.f322bep-2f, -0x1.e8d82p-2f,  -0x1.de8d84p-2f,
    -0x1.d442e6p-2f, -0x1.c9f84ap-2f, -0x1.bfadacp-2f, -0x1.b5631p-2f,  -0x1.ab1872p-2f, -0x1.a0cdd6p-2f,
    -0x1.968338p-2f, -0x1.8c389cp-2f, -0x1.81edfep-2f, -0x1.77a362p-2f, -0x1.6d58c4p-2f, -0x1.630e28p-2f,
    -0x1.58c38ap-2f, -0x1.4e78eep-2f, -0x1.442e5p-2f,  -0x1.39e3b4p-2f, -0x1.2f9916p-2f, -0x1.254e7ap-2f,
    -0x1.1b03dcp-2f, -0x1.10b94p-2f,  -0x1.066ea2p-2f, -0x1.f8480ap-3f, -0x1.e3b2dp-3f,  -0x1.cf1d96p-3f,
    -0x1.ba885cp-3f, -0x1.a5f324p-3f, -0x1.915deap-3f, -0x1.7cc8bp-3f,  -0x1.683376p-3f, -0x1.539e3cp-3f,
    -0x1.3f0902p-3f, -0x1.2a73c8p-3f, -0x1.15de9p-3f,  -0x1.014954p-3f, -0x1.d96836p-4f, -0x1.b03dc2p-4f,
    -0x1.87134ep-4f, -0x1.5de8dcp-4f, -0x1.34be68p-4f, -0x1.0b93f4p-4f, -0x1.c4d3p-5f,   -0x1.727e18p-5f,
    -0x1.20293p-5f,  -0x1.9ba89p-6f,  -0x1.edfd84p-7f, -0x1.4953dp-8f,  0x1.49537p-8f,   0x1.edfd58p-7f,
    0x1.9ba878p-6f,  0x1.202924p-5f,  0x1.727e18p-5f,  0x1.c4d3p-5f,    0x1.0b93f4p-4f,  0x1.34be68p-4f,
    0x1.5de8dcp-4f,  0x1.87135p-4f,   0x1.b03dc2p-4f,  0x1.d96836p-4f,  0x1.014954p-3f,  0x1.15de8ep-3f,
    0x1.2a73c8p-3f,  0x1.3f0902p-3f,  0x1.539e3cp-3f,  0x1.683376p-3f,  0x1.7cc8bp-3f,   0x1.915de8p-3f,
    0x1.a5f324p-3f,  0x1.ba885ep-3f,  0x1.cf1d98p-3f,  0x1.e3b2d2p-3f,  0x1.f8480cp-3f,  0x1.066ea2p-2f,
    0x1.10b94p-2f,   0x1.1b03dcp-2f,  0x1.254e7ap-2f,  0x1.2f9916p-2f,  0x1.39e3b4p-2f,  0x1.442e5p-2f,
    0x1.4e78eep-2f,  0x1.58c38ap-2f,  0x1.630e28p-2f,  0x1.6d58c4p-2f,  0x1.77a36p-2f,   0x1.81edfcp-2f,
    0x1.8c389ap-2f,  0x1.968336p-2f,  0x1.a0cdd4p-2f,  0x1.ab187p-2f,   0x1.b5630ep-2f,  0x1.bfadaap-2f,
    0x1.c9f848p-2f,  0x1.d442e4p-2f,  0x1.de8d82p-2f,  0x1.e8d81ep-2f,  0x1.f322bcp-2f,  0x1.fd6d58p-2f,
    0x1.03dbfap-1f,  0x1.09014ap-1f,  0x1.0e2698p-1f,  0x1.134be6p-1f,  0x1.187134p-1f,  0x1.1d9684p-1f,
    0x1.22bbd2p-1f,  0x1.27e12p-1f,   0x1.2d066ep-1f,  0x1.322bbep-1f,  0x1.37510cp-1f,  0x1.3c765ap-1f,
    0x1.419ba8p-1f,  0x1.46c0f8p-1f,  0x1.4be646p-1f,  0x1.510b94p-1f,  0x1.5630e2p-1f,  0x1.5b5632p-1f,
    0x1.607b8p-1f,   0x1.65a0cep-1f,  0x1.6ac61cp-1f,  0x1.6feb6cp-1f,  0x1.7510bap-1f,  0x1.7a3608p-1f,
    0x1.7f5b56p-1f,  0x1.8480a6p-1f,  0x1.89a5f4p-1f,  0x1.8ecb42p-1f,  0x1.93f09p-1f,   0x1.9915ep-1f,
    0x1.9e3b2ep-1f,  0x1.a3607cp-1f,  0x1.a885cap-1f,  0x1.adab1ap-1f,  0x1.b2d066p-1f,  0x1.b7f5b4p-1f,
    0x1.bd1b02p-1f,  0x1.c24052p-1f,  0x1.c765ap-1f,   0x1.cc8aeep-1f,  0x1.d1b03cp-1f,  0x1.d6d58cp-1f,
    0x1.dbfadap-1f,  0x1.e1202ap-1f,  0x1.e64578p-1f,  0x1.eb6ac6p-1f,  0x1.f09014p-1f,  0x1.f5b564p-1f,
    0x1.fadab2p-1f,  0x1p+0f,
};

/// As they come: at -1 the target is 7.5 million. Six of them are beyond ±limit.
inline constexpr float y[points] = {
    0x1.c9049ep+22f, -0x1.4f7244p+4f, -0x1.538e34p+3f, -0x1.cabf4ep+2f, -0x1.5cfa66p+2f, -0x1.1b7538p+2f,
    -0x1.e0268ap+1f, -0x1.a2b59ap+1f, -0x1.751ed2p+1f, -0x1.521f78p+1f, -0x1.369042p+1f, -0x1.207018p+1f,
    -0x1.0e699ap+1f, -0x1.ff2242p+0f, -0x1.e67e18p+0f, -0x1.d1f264p+0f, -0x1.c0c99p+0f,  -0x1.b27a68p+0f,
    -0x1.a69c12p+0f, -0x1.9cdddap+0f, -0x1.95016cp+0f, -0x1.8ed6bcp+0f, -0x1.8a394cp+0f, -0x1.870e14p+0f,
    -0x1.854216p+0f, -0x1.84c962p+0f, -0x1.859e96p+0f, -0x1.87c296p+0f, -0x1.8b3c7ep+0f, -0x1.901a2ep+0f,
    -0x1.9670dcp+0f, -0x1.9e5e3cp+0f, -0x1.a80a22p+0f, -0x1.b3a8f2p+0f, -0x1.c17f0cp+0f, -0x1.d1e5a4p+0f,
    -0x1.e551a4p+0f, -0x1.fc5e8ap+0f, -0x1.0beeeep+1f, -0x1.1c7816p+1f, -0x1.309664p+1f, -0x1.4972cep+1f,
    -0x1.68cf2ap+1f, -0x1.917732p+1f, -0x1.c8274p+1f,  -0x1.0acb48p+2f, -0x1.45e268p+2f, -0x1.ab6cccp+2f,
    -0x1.41f71ep+3f, -0x1.66a5fap+4f, 0x1.ff09d4p+5f,  0x1.81d752p+3f,  0x1.913f0ep+2f,  0x1.012e76p+2f,
    0x1.66ed38p+1f,  0x1.03eafep+1f,  0x1.7b9fdap+0f,  0x1.1065e8p+0f,  0x1.726ab2p-1f,  0x1.ba1b6ep-2f,
    0x1.5c7228p-3f,  -0x1.309d4p-4f,  -0x1.3f2862p-2f, -0x1.19a23cp-1f, -0x1.982962p-1f, -0x1.0f93bap+0f,
    -0x1.5985dcp+0f, -0x1.ac9088p+0f, -0x1.0606eep+1f, -0x1.3e3994p+1f, -0x1.81f9a6p+1f, -0x1.d5c67cp+1f,
    -0x1.203b9p+2f,  -0x1.668286p+2f, -0x1.c7223ep+2f, -0x1.29dcbcp+3f, -0x1.98c36cp+3f, -0x1.2fcb2p+4f,
    -0x1.090298p+5f, -0x1.7b9c9cp+6f, 0x1.32380ep+7f,  0x1.790276p+5f,  0x1.dad418p+4f,  0x1.6ac60cp+4f,
    0x1.305da2p+4f,  0x1.0e48d4p+4f,  0x1.f34ee2p+3f,  0x1.db3e7p+3f,   0x1.cfa8aep+3f,  0x1.ce539ep+3f,
    0x1.d68b4cp+3f,  0x1.e8d286p+3f,  0x1.037eacp+4f,  0x1.1a60bcp+4f,  0x1.3c8e5ep+4f,  0x1.70dfb2p+4f,
    0x1.c6367ap+4f,  0x1.31bdaap+5f,  0x1.ebcdaap+5f,  0x1.653048p+7f,  -0x1.5af726p+7f, -0x1.c2aaaep+5f,
    -0x1.081ea2p+5f, -0x1.717abcp+4f, -0x1.1a13c4p+4f, -0x1.c61a9cp+3f, -0x1.7ad6b6p+3f, -0x1.4463p+3f,
    -0x1.1b5c36p+3f, -0x1.f6fa8ap+2f, -0x1.c44604p+2f, -0x1.9b2ca2p+2f, -0x1.795b24p+2f, -0x1.5d307ap+2f,
    -0x1.458012p+2f, -0x1.316c68p+2f, -0x1.204ee6p+2f, -0x1.11a86p+2f,  -0x1.05165ap+2f, -0x1.f497b8p+1f,
    -0x1.e2186ap+1f, -0x1.d24ef6p+1f, -0x1.c4ef7ep+1f, -0x1.b9be68p+1f, -0x1.b08da4p+1f, -0x1.a93a8p+1f,
    -0x1.a3ac8ap+1f, -0x1.9fd482p+1f, -0x1.9dac08p+1f, -0x1.9d35bap+1f, -0x1.9e7d98p+1f, -0x1.a19a26p+1f,
    -0x1.a6ae2ep+1f, -0x1.adeb36p+1f, -0x1.b7959cp+1f, -0x1.c409f8p+1f, -0x1.d3c5c6p+1f, -0x1.e773dcp+1f,
    -0x1.000004p+2f, -0x1.0f5b16p+2f, -0x1.22bac8p+2f, -0x1.3b84cp+2f,  -0x1.5be5f8p+2f, -0x1.8771b6p+2f,
    -0x1.c476bep+2f, -0x1.0f9ac4p+3f, -0x1.5982dcp+3f, -0x1.e5eeecp+3f, -0x1.aa33f2p+4f, -0x1.03d0dcp+7f,
    0x1.522aa8p+5f,  0x1.1b2d56p+4f,  0x1.60610ap+3f,  0x1.f9b17ap+2f,  0x1.86ebfap+2f,  0x1.3c703ep+2f,
    0x1.08518p+2f,   0x1.c3c6c2p+1f,  0x1.88e18ep+1f,  0x1.5a665ap+1f,  0x1.34d96ap+1f,  0x1.15ee78p+1f,
    0x1.f8243ep+0f,  0x1.cc4ca4p+0f,  0x1.a6b598p+0f,  0x1.862812p+0f,  0x1.69b772p+0f,  0x1.50ac42p+0f,
    0x1.3a75fap+0f,  0x1.26a0fap+0f,  0x1.14cf84p+0f,  0x1.04b46cp+0f,  0x1.ec1ed6p-1f,  0x1.d15452p-1f,
    0x1.b8ab5cp-1f,  0x1.a1d14p-1f,   0x1.8c7b5p-1f,   0x1.7863cap-1f,  0x1.65461cp-1f,  0x1.52daeap-1f,
    0x1.40d2ccp-1f,  0x1.2eccfap-1f,  0x1.1c47ecp-1f,  0x1.08845p-1f,   0x1.e48a2ap-2f,  0x1.ae62fap-2f,
    0x1.641462p-2f,  0x1.ce4e9ep-3f,  -0x1.667724p-4f, -0x1.817d8ep+3f, 0x1.1f0d7ap+0f,  0x1.82eb26p-1f,
    0x1.3af402p-1f,  0x1.0ba7p-1f,    0x1.c2f168p-2f,  0x1.63e778p-2f,  0x1.bdba1ap-3f,  -0x1.2320a2p-6f,
    -0x1.615774p-1f, 0x1.d1ca1ep+18f,
};

}  // namespace singularity
