# SPDX-License-Identifier: MIT
# What PyTorch's names are called in mote. A case that uses a name which does not stand here is left out (left_out.txt); a new
# activation, loss, optimizer or schedule is one more line.

set(activation.identity mote::Identity)
set(activation.relu mote::Relu)
set(activation.tanh mote::Tanh)
set(activation.sigmoid mote::Sigmoid)
set(activation.mish mote::Mish)
set(activation.sin mote::Sin<1>)
set(activation.leaky_relu mote::LeakyRelu<>)
set(activation.relu6 mote::Relu6)
set(activation.hardtanh mote::HardTanh)
set(activation.hardsigmoid mote::HardSigmoid)
set(activation.hardswish mote::HardSwish)
set(activation.softsign mote::Softsign)
set(activation.elu mote::Elu<>)
set(activation.selu mote::Selu)
set(activation.celu "mote::Celu<mote::Ratio<3, 2>>")
set(activation.silu mote::Silu)
set(activation.gelu_erf mote::Gelu)
set(activation.gelu_tanh mote::GeluTanh)
set(activation.softplus mote::Softplus<>)
set(activation.logsigmoid mote::LogSigmoid)
# With numbers after their names: elu_0.5, softplus_2_20.
set(family.leaky_relu mote::LeakyRelu)
set(family.elu mote::Elu)
set(family.celu mote::Celu)
set(family.softplus mote::Softplus)

# What case.json calls a layer; residual_NAME and frozen_NAME are one around another.
set(layer.dense "mote::Dense<@width@@activation@>")
set(layer.layer_norm mote::LayerNorm<>)

# PyTorch's name, mote's, and the options that mote's knows. Of several with one PyTorch name, the first that knows all options of a
# case is taken; an option that is null, false or 0 need not be known, and one that is a word
# is known with the word. @outputs@ is the number of outputs, @count@ that of an
# option's numbers. After a - stands an option that changes nothing there.
list(APPEND losses
    "mse mote::MeanSquaredError"
    "l1 mote::L1"
    "huber mote::Huber delta"
    "huber1 mote::Huber"
    "smoothl1 mote::SmoothL1 beta"
    "quantile mote::Quantile quantile"
    "log_cosh mote::LogCosh"
    "hinge mote::Hinge"
    "bce_logits mote::BinaryCrossEntropy"
    "bce_logits mote::WeightedBinaryCrossEntropy<@outputs@> pos_weight"
    "cross_entropy mote::CrossEntropy"
    "cross_entropy mote::SmoothedCrossEntropy label_smoothing"
    "cross_entropy mote::WeightedCrossEntropy<@outputs@> weight label_smoothing")

list(APPEND optimizers
    "sgd mote::Sgd lr -dampening"
    "sgd mote::SgdMomentum lr momentum"
    "sgd mote::SgdNesterov lr momentum nesterov"
    "sgd mote::SgdDampened lr momentum dampening"
    "adam mote::Adam lr betas eps"
    "adam mote::AmsGrad lr betas eps amsgrad"
    "adamw mote::AdamW lr betas eps weight_decay"
    "adamw mote::DecoupledDecay<mote::AmsGrad> lr betas eps weight_decay amsgrad"
    "rmsprop mote::RmsProp lr alpha eps"
    "rmsprop mote::RmsPropCentered lr alpha eps centered"
    "rmsprop mote::RmsPropMomentum lr alpha eps momentum"
    "rmsprop mote::RmsPropCenteredMomentum lr alpha eps centered momentum"
    "adagrad mote::Adagrad lr lr_decay eps initial_accumulator_value"
    "adadelta mote::Adadelta lr rho eps"
    "adamax mote::Adamax lr betas eps"
    "nadam parity::NAdamOfPyTorch1 lr betas eps momentum_decay"
    "radam mote::RAdam lr betas eps"
    "rprop mote::Rprop lr etas step_sizes")

list(APPEND schedules
    "CosineAnnealingLR mote::Cosine T_max eta_min"
    "CosineAnnealingLR_beyond_T_max mote::CosineWave T_max eta_min"
    "CosineAnnealingWarmRestarts mote::WarmRestarts T_0 T_mult eta_min"
    "OneCycleLR mote::OneCycle max_lr total_steps pct_start div_factor final_div_factor anneal_strategy=cos"
    "OneCycleLR mote::OneCycleOf<mote::AlongLine> max_lr total_steps pct_start div_factor final_div_factor anneal_strategy=linear"
    "OneCycleLR mote::OneCycleOf<mote::AlongCosine,3> max_lr total_steps pct_start div_factor final_div_factor three_phase anneal_strategy=cos"
    "OneCycleLR mote::OneCycleOf<mote::AlongLine,3> max_lr total_steps pct_start div_factor final_div_factor three_phase anneal_strategy=linear"
    "StepLR mote::StepDecay step_size gamma"
    "MultiStepLR mote::MultiStep<@count@> milestones gamma"
    "ConstantLR mote::ConstantFactor total_iters factor"
    "ExponentialLR mote::Exponential gamma"
    "PolynomialLR mote::Polynomial total_iters power"
    "LinearLR mote::Linear total_iters start_factor end_factor")

# An option, and the fields that hold it: of mote's struct, or of the recipe. A field with [] takes all numbers of the option, none
# means that the name of mote's struct says it.
set(option.lr learning_rate)
set(option.momentum momentum)
set(option.dampening dampening)
set(option.nesterov "")
set(option.amsgrad "")
set(option.centered "")
set(option.betas beta1 beta2)
set(option.alpha alpha)
set(option.rho rho)
set(option.eps epsilon)
set(option.weight_decay weight_decay)
set(option.lr_decay rate_decay)
set(option.initial_accumulator_value initial_sum)
set(option.momentum_decay momentum_decay)
set(option.etas decrease increase)
set(option.step_sizes smallest_step largest_step)
set(option.delta delta)
set(option.beta beta)
set(option.quantile quantile)
set(option.weight class_weights[])
set(option.pos_weight positive_weights[])
set(option.label_smoothing label_smoothing)
set(option.T_max steps)
set(option.eta_min minimum)
set(option.T_0 steps)
set(option.T_mult growth)
set(option.max_lr recipe.optimizer.learning_rate)
set(option.total_steps steps)
set(option.pct_start warm_up)
set(option.div_factor div_factor)
set(option.final_div_factor final_div_factor)
set(option.three_phase "")
set(option.step_size steps)
set(option.milestones milestones[])
set(option.gamma gamma)
set(option.total_iters steps)
set(option.power power)
set(option.factor factor)
set(option.start_factor start_factor)
set(option.end_factor end_factor)

# What describes a case without changing what is to be computed.
set(descriptions name data init_seed data_seed yscale torch tensors
    loss_f32_hex_first5 loss_f32_hex_last5 loss_f64_first_last loss_first_last)
set(batch_rule "step t (0-based) uses rows (t*batch + j) mod n_data, j=0..batch-1, in that order")
set(weight_layout "w[l] is [out][in] row-major, y = x W^T + b; hidden layers use act, last layer linear")
