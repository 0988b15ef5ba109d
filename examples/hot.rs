use verigrad::nn::kernels::*; use verigrad::optim::*; use std::time::Instant;
fn gz(p:&str)->Vec<u8>{ use std::io::Read; let mut v=vec![]; flate2::read::GzDecoder::new(std::fs::File::open(p).unwrap()).read_to_end(&mut v).unwrap(); v }
struct Epoch<'a,T>(&'a mut Network<T>,&'a LitPixels,&'a [u32]);
impl<'a,T:Number> pulp::NullaryFnOnce for Epoch<'a,T>{ type Output=(); #[inline(always)] fn call(self){ for b in self.2.chunks(10){ self.0.step(self.1,b);} } }
struct Eval<'a,T>(&'a mut Network<T>,&'a LitPixels);
impl<'a,T:Number> pulp::NullaryFnOnce for Eval<'a,T>{ type Output=u32; #[inline(always)] fn call(self)->u32{ let n=self.1.len() as u32; self.0.correct(self.1,0..n) } }
fn main(){
  let load=|i:&str,l:&str|{ let im=gz(i); let la=gz(l); LitPixels::new(784,(0..la.len()-8).map(|k|(la[8+k], im[16+784*k..16+784*(k+1)].iter().map(|&b|f32::from(b)/255.0).collect())))};
  let train=load("data/mnist/train-images-idx3-ubyte.gz","data/mnist/train-labels-idx1-ubyte.gz");
  let test=load("data/mnist/t10k-images-idx3-ubyte.gz","data/mnist/t10k-labels-idx1-ubyte.gz");
  let mut s=1u64; let mut rnd=move||{ s^=s<<13; s^=s>>7; s^=s<<17; (s>>40) as f32/(1u64<<24) as f32 };
  let mut order:Vec<u32>=(0..60000).collect(); for i in 0..60000usize { let j=i+ (rnd()*(60000-i) as f32) as usize; order.swap(i,j.min(59999)); }
  let sgd=|lr|(Optimiser::GradientDescent{learning_rate:lr},0.0);
  let mom=|lr,d|(Optimiser::Momentum(MomentumSettings{learning_rate:lr,decay:d,form:MomentumForm::RateOutside}),0.0);
  let adam=|lr,wd|(Optimiser::Adam(AdamSettings{learning_rate:lr,beta1:0.9,beta2:0.999,epsilon:1e-8,epsilon_place:EpsilonPlace::OutsideRoot}),wd);
  let epochs: usize = std::env::args().nth(1).and_then(|a|a.parse().ok()).unwrap_or(2);
  let only = std::env::args().nth(2).unwrap_or_default();
  for (name,sizes,hidden,(o,wd)) in [("sgd30",vec![784,30,10],Hidden::Sigmoid,sgd(0.1)),("mom30",vec![784,30,10],Hidden::Sigmoid,mom(0.1,0.9)),("adam30",vec![784,30,10],Hidden::Sigmoid,adam(0.001,0.0)),("mom100",vec![784,100,10],Hidden::Sigmoid,mom(0.1,0.9)),("adam100",vec![784,100,10],Hidden::Sigmoid,adam(0.001,1e-4)),("taper",vec![784,512,256,128,64,10],Hidden::Relu,adam(0.001,1e-4))] {
    if !name.contains(&only) {continue;}
    for level in Level::available() {
      if level==Level::Portable && only.is_empty() && name=="taper" {continue;}
      let ws:Vec<(usize,usize,Vec<f32>,Vec<f32>)>=sizes.windows(2).map(|w|{ let k=(2.0/(if hidden==Hidden::Relu {w[0]} else {w[0]+w[1]}) as f32).sqrt()*1.73; (w[0],w[1],(0..w[0]*w[1]).map(|_|(rnd()*2.0-1.0)*k).collect(),vec![0.0;w[1]])}).collect();
      let init:Vec<Initial>=ws.iter().map(|(i,o,w,b)|Initial{inputs:*i,outputs:*o,weight:w,bias:b}).collect();
      let mut net=Network::<f32>::new(&init,hidden,o,wd);
      let mut times=vec![]; for _ in 0..epochs { let t=Instant::now(); level.run(Epoch(&mut net,&train,&order)); times.push(format!("{:.2}",t.elapsed().as_secs_f64()*1e6/6000.0)); }
      let t=Instant::now(); let c=level.run(Eval(&mut net,&test)); println!("{name:8} {level:9} us/step {times:?} correct {c} eval {:.2?}",t.elapsed());
    }
  }
}
